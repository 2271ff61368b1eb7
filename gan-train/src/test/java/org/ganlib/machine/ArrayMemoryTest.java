package org.ganlib.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArrayMemoryTest {
    @Test
    void arraysMayHaveThreeQuartersOfTheMachine() {
        Properties properties = new Properties();
        ArrayMemory.allow(properties, 24L << 30);
        assertThat(properties).containsOnly(Map.entry(ArrayMemory.PROPERTY, String.valueOf(18L << 30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {ArrayMemory.PROPERTY, "org.bytedeco.javacpp.maxBytes"})
    void whatTheUserSaysStays(String spelling) {
        Properties properties = new Properties();
        properties.setProperty(spelling, "128m");
        ArrayMemory.allow(properties, 24L << 30);
        assertThat(properties).containsOnly(Map.entry(spelling, "128m"));
    }

    @Test
    void startingArraysSetsTheLimit() {
        Backend.start(1);
        assertThat(System.getProperties()).containsKey(ArrayMemory.PROPERTY);
    }

    @Test
    void theMachineHasMemory() {
        assertThat(ArrayMemory.ofMachine()).isGreaterThan(Runtime.getRuntime().maxMemory() / 2);
    }
}
