package org.ganlib.trackers.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.ganlib.plugin.InvalidSettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {
    @Test
    void aTokenComesBeforeAName() {
        Map<String, String> both = Map.of(
                ServerAddress.TOKEN_VARIABLE, " abc ",
                ServerAddress.USER_VARIABLE, "me",
                ServerAddress.PASSWORD_VARIABLE, "pw");
        assertThat(ServerAddress.of("http://host", both).authorization()).contains("Bearer abc");
    }

    @Test
    void aNameAndAPasswordAreSentAsBasicAccess() {
        Map<String, String> pair = Map.of(ServerAddress.USER_VARIABLE, "me", ServerAddress.PASSWORD_VARIABLE, "pw");
        assertThat(ServerAddress.of("http://host", pair).authorization()).contains("Basic bWU6cHc=");
        ServerAddress inAddress =
                ServerAddress.of("", Map.of(ServerAddress.URI_VARIABLE, "https://me:pw@host:8443/mlflow/"));
        assertThat(inAddress.authorization()).contains("Basic bWU6cHc=");
        assertThat(inAddress.root()).isEqualTo("https://host:8443/mlflow");
        assertThat(inAddress).hasToString("https://host:8443/mlflow");
    }

    @Test
    void withoutAccessNoHeaderIsSent() {
        assertThat(ServerAddress.of("http://host", Map.of()).authorization()).isEmpty();
    }

    @Test
    void aTokenThatNoHeaderMayHaveIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> ServerAddress.of("http://host", Map.of(ServerAddress.TOKEN_VARIABLE, "s3c\nret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("MLFLOW_TRACKING_TOKEN: ")
                .hasMessageNotContaining("s3c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host:5000", "ftp://host", "http://", "http://host?x=1", "http://a b", "databricks"})
    void whatIsNoAddressOfAServerIsRefused(String uri) {
        assertThatThrownBy(() -> ServerAddress.of("", Map.of(ServerAddress.URI_VARIABLE, uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be like http://localhost:5000");
        assertThatThrownBy(() -> new Mlflow(uri, "", true, false, 10)).isInstanceOf(InvalidSettingsException.class);
    }

    @Test
    void anExperimentHoldsNoPassword() {
        assertThatThrownBy(() -> new Mlflow("https://me:s3cret@host", "", true, false, 10))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("MLFLOW_TRACKING_TOKEN")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "loss/critic, loss/critic",
        "metric/frechet[mnist-cnn], metric/frechet_mnist-cnn",
        "/a//b/, a/b",
        "../x, x",
        "ß, _"
    })
    void namesHaveTheCharactersThatMlflowAccepts(String name, String key) {
        assertThat(MlflowNames.key(name)).isEqualTo(key);
    }

    @Test
    void namesAreCutAtTheLimit() {
        assertThat(MlflowNames.key("x".repeat(300))).hasSize(MlflowNames.LONGEST_KEY);
    }

    @Test
    void whatIsNoYamlHasNoParameters() {
        assertThat(MlflowNames.parameters("a: [")).isEmpty();
        assertThat(MlflowNames.parameters("")).isEmpty();
    }
}
