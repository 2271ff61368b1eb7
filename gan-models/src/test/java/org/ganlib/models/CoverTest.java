package org.ganlib.models;

import org.ganlib.models.architecture.Mlp;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.GanModel;
import org.ganlib.testkit.ArchitectureContract;
import org.ganlib.testkit.GameContract;
import org.ganlib.testkit.UnderContract;
import org.junit.jupiter.api.Test;

/** No plugin of this module escapes the contract of its kind. */
final class CoverTest {
    @Test
    void everyArchitectureIsUnderContract() {
        UnderContract.assertEvery(
                Architecture.class,
                ArchitectureContract.class,
                ArchitectureContract::configured,
                Mlp.class,
                CoverTest.class);
    }

    @Test
    void everyModelIsUnderContract() {
        UnderContract.assertEvery(GanModel.class, GameContract.class, GameContract::model, Mlp.class, CoverTest.class);
    }
}
