package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PluginContractTest {
    static Stream<Arguments> brokenPlugins() {
        return Stream.of(
                Arguments.of("isAPublicRecord", NotARecordContract.class),
                Arguments.of("isAPublicRecord", NotPublicContract.class),
                Arguments.of("isAPublicRecord", NoInstrumentContract.class),
                Arguments.of("isNamed", NamelessContract.class),
                Arguments.of("isNamed", BadlyNamedContract.class),
                Arguments.of("isNamed", SilentContract.class),
                Arguments.of("everySettingIsDescribed", UndescribedContract.class),
                Arguments.of("everySettingIsDescribed", BlankContract.class),
                Arguments.of("hasDefaults", WithoutDefaultsContract.class),
                Arguments.of("isConfiguredUnlikeItsDefaults", HalfConfiguredContract.class),
                Arguments.of("isRebuiltFromItsSettings", HalvingContract.class),
                Arguments.of("isRegistered", UnregisteredContract.class));
    }

    @ParameterizedTest
    @MethodSource("brokenPlugins")
    void aBrokenPluginFailsItsLawAndNoOther(String law, Class<?> contract) {
        assertThat(Laws.brokenBy(contract)).containsExactly(law);
    }

    @Test
    void everyLawHasAPluginThatBreaksIt() {
        assertThat(brokenPlugins().map(broken -> broken.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(Laws.statedBy(PluginContract.class));
    }

    @Test
    void aHealthyPluginKeepsEveryLaw() {
        assertThat(Laws.brokenBy(HealthyContract.class)).isEmpty();
        assertThat(Laws.keptBy(HealthyContract.class))
                .isEqualTo(Laws.statedBy(PluginContract.class).size());
    }

    static final class HealthyContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.Healthy(2, "red");
        }
    }

    static final class NotARecordContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.NotARecord();
        }
    }

    static final class NotPublicContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.NotPublic(2);
        }
    }

    /**
     * Its type parameter is erased at run time, which is how a class of another kind can get here.
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static final class NoInstrumentContract implements PluginContract {
        @Override
        public Class kind() {
            return Instrument.class;
        }

        @Override
        public Object configured() {
            return new Instruments.NoInstrument();
        }
    }

    static final class NamelessContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.Nameless();
        }
    }

    static final class BadlyNamedContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.BadlyNamed();
        }
    }

    static final class SilentContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.Silent();
        }
    }

    static final class UndescribedContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.Undescribed(2);
        }
    }

    static final class BlankContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.Blank(2);
        }
    }

    static final class WithoutDefaultsContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.WithoutDefaults(2);
        }
    }

    static final class HalfConfiguredContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.Healthy(2, "green");
        }
    }

    static final class HalvingContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.Halving(3);
        }
    }

    static final class UnregisteredContract implements PluginContract<Instrument> {
        @Override
        public Class<Instrument> kind() {
            return Instrument.class;
        }

        @Override
        public Instrument configured() {
            return new Instruments.Unregistered();
        }
    }
}
