package org.ganlib.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ganlib.cli.option.CheckpointChoice;
import org.ganlib.cli.option.Inputs;
import org.ganlib.cli.option.RunParameter;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.config.Experiment;
import org.ganlib.config.MissingPlugin;
import org.ganlib.config.RecordWriter;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.NpyFormat;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.onnx.OnnxModel;
import org.ganlib.onnx.Weights;
import org.ganlib.run.Versions;
import org.ganlib.spi.DatasetInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gan export DIR --onnx FILE --npz FILE}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes a run's networks for other programs; with averaged parameters where the run kept an average.")
public final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RunParameter run;

    @Mixin
    private CheckpointChoice networks;

    @Option(
            names = "--onnx",
            paramLabel = "FILE",
            description =
                    "The generator as an ONNX model: latents [N, …] in, examples [N, …] out, labels as int64 [N]; class names,"
                            + " prior and value range in its metadata.")
    private Path onnx;

    @Option(
            names = "--npz",
            paramLabel = "FILE",
            description = "The parameters of all networks for numpy.load, under names like generator/dense-0/W.")
    private Path npz;

    @Override
    public Integer call() {
        OutputPath.check(spec, "--onnx", onnx);
        OutputPath.check(spec, "--npz", npz);
        if (onnx == null && npz == null) {
            throw new ParameterException(spec.commandLine(), "give --onnx FILE, --npz FILE, or both");
        }
        OutputPath.requireDistinct(spec, "--onnx", onnx, "--npz", npz);
        Workspace workspace = networks.workspace();
        Inputs inputs = networks.inputs(workspace, run.path());
        inputs.requireOtherFile(spec, "--onnx", onnx);
        inputs.requireOtherFile(spec, "--npz", npz);
        try (TrainedModel model = networks.load(workspace, run.path())) {
            if (onnx != null) {
                Network generator = model.networks().get(NetworkRole.GENERATOR);
                byte[] content = OnnxModel.of(generator, model.data().shape(), metadata(model));
                AtomicFile.write(onnx, out -> out.write(content));
                OutputPath.tell(spec, onnx);
            }
            if (npz != null) {
                requireAll(model.experiment());
                AtomicFile.write(npz, out -> writeArrays(out, model.networks().all()));
                OutputPath.tell(spec, npz);
            }
        }
        return ExitCode.OK;
    }

    /**
     * Refuses to write some of a model's networks as if they were all.
     *
     * @throws org.ganlib.problem.PluginException if the architecture of one is missing
     */
    private static void requireAll(Experiment experiment) {
        Stream.of(experiment.generator(), experiment.critic(), experiment.encoder())
                .flatMap(Optional::stream)
                .flatMap(architecture -> MissingPlugin.in(architecture).stream())
                .findFirst()
                .ifPresent(missing -> {
                    throw missing.refusal();
                });
    }

    /**
     * The metadata with which a program can draw latents, ask for a class and interpret the output.
     */
    private static Map<String, String> metadata(TrainedModel model) {
        DatasetInfo data = model.data();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("ganlib.version", Versions.ganlib());
        metadata.put("ganlib.shape", json(data.shape().dimensions()));
        metadata.put("ganlib.layout", data.shape().isImage() ? "channels, height, width" : "features");
        metadata.put(
                "ganlib.range",
                json(Arrays.asList(
                        finite(data.range().low()), finite(data.range().high()))));
        metadata.put("ganlib.latent-shape", json(model.sampler().latentShape().dimensions()));
        Object latent = RecordWriter.toMap((Record) model.experiment().model()).get("latent");
        if (latent != null) {
            metadata.put("ganlib.latent", json(latent));
        }
        if (model.classes() > 0) {
            metadata.put("ganlib.classes", json(data.classNames()));
        }
        metadata.put("ganlib.data", data.name());
        metadata.put("ganlib.data-fingerprint", data.fingerprint());
        metadata.put("ganlib.licence", data.licence());
        metadata.put("ganlib.citation", data.citation());
        return metadata;
    }

    private static Double finite(double bound) {
        return Double.isFinite(bound) ? bound : null;
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lists and maps of texts and numbers are always JSON", e);
        }
    }

    /** Entries are stored, not deflated: parameters hardly shrink. */
    private static void writeArrays(OutputStream out, Map<NetworkRole, Network> networks) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        for (Map.Entry<NetworkRole, Network> entry : networks.entrySet()) {
            for (Weights weights : OnnxModel.weights(entry.getValue())) {
                ByteArrayOutputStream array = new ByteArrayOutputStream();
                NpyFormat.write(array, weights.shape(), FloatBuffer.wrap(weights.values()));
                byte[] content = array.toByteArray();
                CRC32 checksum = new CRC32();
                checksum.update(content);
                ZipEntry file = new ZipEntry(entry.getKey().key() + "/" + weights.name() + ".npy");
                file.setTime(0);
                file.setSize(content.length);
                file.setCrc(checksum.getValue());
                zip.putNextEntry(file);
                zip.write(content);
                zip.closeEntry();
            }
        }
        zip.finish();
    }
}
