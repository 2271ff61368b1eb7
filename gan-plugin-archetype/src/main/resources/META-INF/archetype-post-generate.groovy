import java.nio.file.Files
import java.nio.file.Path

// Puts the files of the chosen kind into their places: sources go into the folder of the package.
Path root = Path.of(request.outputDirectory, request.artifactId)
Path kinds = root.resolve('kinds')
Path chosen = kinds.resolve(request.properties['kind'])
String folder = request.properties['package'].replace('.', '/')
Files.walk(chosen).filter { Files.isRegularFile(it) }.toList().each { file ->
    String inside = chosen.relativize(file).toString().replace('\\', '/')
    Path target = root.resolve(inside.replaceFirst('^(src/(?:main|test)/java)/', '$1/' + folder + '/'))
    Files.createDirectories(target.parent)
    Files.move(file, target)
}
kinds.toFile().deleteDir()
