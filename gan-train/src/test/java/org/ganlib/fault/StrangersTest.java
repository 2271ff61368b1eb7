package org.ganlib.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import org.ganlib.network.UpdateRule;
import org.ganlib.optimize.Sgd;
import org.ganlib.plugin.PluginOrigin;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Measured;
import org.ganlib.spi.PlayerLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stranger.Fall;
import stranger.Hasty;
import stranger.Hinge;
import stranger.Leap;
import stranger.Penalty;

/** The plugin at fault is found among several of one package. */
final class StrangersTest {
    private static final String JAR = " in " + PluginOrigin.of(Hinge.class) + ")";
    private static final CriticScores SCORES = new CriticScores(new double[2], new double[2]);

    private final Fault fault = new Fault()
            .with("divergence", new Hinge())
            .with("constraint", new Penalty())
            .with("optimizer.generator", new Leap())
            .with("optimizer.critic", new Leap())
            .with("schedule", new Hasty());

    @ParameterizedTest
    @ValueSource(strings = {"nested", "lambda", "shared", "deep"})
    void nestedClassesLambdasAndSharedHelpersBelongToTheirPlugin(String how) {
        Throwable thrown = catchThrowable(() -> new Hinge(how).criticLoss(SCORES, new PlayerLoss(2, 2)));
        assertThat(fault.of(thrown))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("divergence hinge (stranger.Hinge" + JAR + " failed: java.lang.")
                .hasCause(thrown);
    }

    @Test
    void aSharedHelperBelongsToWhoeverCalledIt() {
        Throwable thrown = catchThrowable(() -> new Penalty(true).penalise(null));
        assertThat(fault.of(thrown)).hasMessageStartingWith("constraint penalty (stranger.Penalty" + JAR);
    }

    /** Java names the class that lacks a method, and the stack is that of the caller. */
    @Test
    void anErrorThatNamesAPluginsClassIsOfThatPlugin() {
        AbstractMethodError thrown = new AbstractMethodError("Receiver class stranger.Hinge does not define or"
                + " inherit an implementation of the resolved method 'abstract void criticLoss()'");
        assertThat(fault.of(thrown))
                .hasMessageStartingWith("divergence hinge (stranger.Hinge" + JAR
                        + " failed: it was compiled against other versions of the classes that it uses: Receiver");
    }

    @Test
    void aNameThatMerelyBeginsLikeAClassIsNone() {
        AbstractMethodError thrown = new AbstractMethodError("Receiver class stranger.Hinges lacks a method");
        thrown.setStackTrace(new StackTraceElement[0]);
        assertThatThrownBy(() -> fault.of(thrown)).isSameAs(thrown);
    }

    @Test
    void ofTwoOptimizersOfOneClassTheCallerKnowsWhich() {
        Throwable thrown = catchThrowable(
                () -> new Leap().rule().getClass().getDeclaredConstructors()[0].newInstance());
        RuntimeException failed = new IllegalStateException("torn", thrown);
        failed.setStackTrace(new StackTraceElement[] {new StackTraceElement("stranger.Leap", "rule", "Leap.java", 1)});
        assertThat(fault.of(failed, "optimizer.critic")).hasMessageStartingWith("optimizer.critic leap (stranger.Leap");
        assertThat(fault.of(failed, "optimizer.generator")).hasMessageStartingWith("optimizer.generator leap ");
        assertThat(fault.of(failed))
                .hasMessageStartingWith("optimizer.generator leap (stranger.Leap" + JAR
                        + " or optimizer.critic leap (stranger.Leap" + JAR + " failed: ");
    }

    @Test
    void aLearningRateIsAPluginOfItsOwn() {
        Throwable thrown = catchThrowable(() -> new Leap(new Fall(Double.NaN), false, 1, 0).learningRate(3));
        assertThat(fault.of(thrown, "optimizer.critic"))
                .hasMessageStartingWith("optimizer.critic.schedule fall (stranger.Fall" + JAR
                        + " failed: java.lang.IllegalStateException: fell at 3. ");
        assertThat(fault.within("optimizer.critic", LearningRateSchedule.class))
                .isEqualTo(Map.of("optimizer.critic.schedule", new Fall(1)));
    }

    /** The classes of objects that a plugin made count as its own. */
    @Test
    void anObjectThatAPluginMadeIsOfThatPlugin() {
        Object rule = fault.made("optimizer.critic", "rule()", () -> new Leap(new Fall(), true, 1, 0).rule());
        Throwable thrown =
                catchThrowable(() -> ((UpdateRule) rule).update(new float[0], new float[0], new float[0][], 0));
        assertThat(fault.of(thrown)).hasMessageStartingWith("optimizer.critic leap (stranger.Leap");
    }

    @Test
    void aResultOfNullIsOutsideTheContract() {
        assertThatThrownBy(() -> fault.made("constraint", "ruleBeforeStep(layout)", () -> null))
                .hasMessage("constraint penalty (stranger.Penalty" + JAR
                        + " breaks its contract: ruleBeforeStep(layout) returned null. It has to be corrected, or"
                        + " another chosen; --debug shows where");
    }

    /** The stack has nothing but the caller's frames, so that the caller alone can tell. */
    @Test
    void whereTheStackDoesNotTellTheCallerDoes() {
        IllegalStateException thrown = new IllegalStateException("torn");
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("java.util.List", "of", "List.java", 1)});
        assertThat(fault.in("schedule", thrown)).hasMessageStartingWith("schedule hasty (stranger.Hasty" + JAR);
        assertThat(fault.of(thrown)).isSameAs(thrown);
        assertThat(fault.of(thrown, "schedule")).isSameAs(thrown);
    }

    /**
     * A default method that fails on what the plugin gave it has no frame of the plugin's class.
     */
    @Test
    void aDefaultMethodIsThePluginsThatInheritsIt() {
        IllegalStateException thrown = new IllegalStateException("null");
        thrown.setStackTrace(List.of(
                        new StackTraceElement("org.ganlib.spi.Divergence", "criticLoss", "Divergence.java", 1),
                        new StackTraceElement("stranger.Hasty", "criticSteps", "Hasty.java", 1))
                .toArray(StackTraceElement[]::new));
        assertThat(fault.of(thrown)).hasMessageStartingWith("divergence hinge (stranger.Hinge" + JAR);
    }

    /** An engine that refuses what a stranger's plugin gave it is not at fault. */
    @Test
    void aStrangerGoesBeforeGanlibsOwn() {
        fault.with("engine", new Sgd());
        IllegalStateException thrown = new IllegalStateException("wrong size");
        thrown.setStackTrace(List.of(
                        new StackTraceElement("org.ganlib.optimize.Sgd", "learningRate", "Sgd.java", 1),
                        new StackTraceElement("stranger.Penalty", "penalise", "Penalty.java", 1))
                .toArray(StackTraceElement[]::new));
        assertThat(fault.of(thrown)).hasMessageStartingWith("constraint penalty ");
    }

    /**
     * The innermost cause counts: a plugin may be called by another, which wraps what it throws.
     */
    @Test
    void theInnermostCauseIsLookedAtFirst() {
        Throwable cause = catchThrowable(() -> new Hasty(-1).criticSteps(1, Measured.NONE));
        RuntimeException thrown = new IllegalStateException("wrapped", cause);
        thrown.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("stranger.Penalty", "x", "Penalty.java", 1)});
        assertThat(fault.of(thrown)).hasMessageStartingWith("schedule hasty ");
    }

    @Test
    void aLackOfMemoryAndMessagesForTheUserStayWhatTheyAre() {
        OutOfMemoryError shortage = new OutOfMemoryError("heap");
        assertThatThrownBy(() -> fault.in("schedule", shortage)).isSameAs(shortage);
        DataException told = new DataException("a.png is damaged");
        assertThat(fault.in("schedule", told)).isSameAs(told);
    }

    /** The command line explains what to do about native libraries. */
    @Test
    void aNativeLibraryThatDoesNotLoadIsNoFaultOfGanlibsPlugins() {
        Fault own = new Fault().with("engine", new Sgd());
        UnsatisfiedLinkError thrown = new UnsatisfiedLinkError("no jnidnnl");
        thrown.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("org.ganlib.optimize.Sgd", "x", "Sgd.java", 1)});
        assertThatThrownBy(() -> own.in("engine", thrown)).isSameAs(thrown);
    }
}
