# shellcheck shell=bash
# Starts Java for the gan command. The launcher of a checkout and that of the distribution source this file.

# allow_all_letters: leaves the locale C. Java uses the locale's character set for names of files, and
# that of the locale C is ASCII, which lacks the letters of most languages.
allow_all_letters() {
  case $(locale charmap 2>/dev/null || true) in
    ANSI_X3.4-1968 | US-ASCII | ASCII | 646) export LC_ALL=C.UTF-8 ;;
  esac
}

# read_plugins: sets plugin_path to what GAN_PLUGINS adds to the class path, with a colon before
# each entry. Java would wait for ever to read a pipe in its class path, so a pipe is refused. A
# path that ends in /* means all jars of a folder. An empty entry would mean the current folder, and
# is left out.
read_plugins() {
  local plugin plugins files file
  plugin_path=
  IFS=: read -ra plugins <<<"${GAN_PLUGINS:-}"
  for plugin in ${plugins[@]+"${plugins[@]}"}; do
    [ -n "$plugin" ] || continue
    plugin_path+=:$plugin
    files=("$plugin")
    case $plugin in
      '*' | */'*') files=("${plugin%\*}"*.[jJ][aA][rR]) ;;
    esac
    for file in "${files[@]}"; do
      if [ -e "$file" ] && [ ! -f "$file" ] && [ ! -d "$file" ]; then
        echo "gan: GAN_PLUGINS: $file: is no regular file, but a pipe, a socket or a device. Name jars or folders" >&2
        exit 3
      fi
    done
  done
}

# read_with JAVA CLASS_PATH [ARGUMENT…]: takes every --with NAME from the front of the arguments and
# the names in GAN_ENGINES, fetches what they need, adds it to plugin_path, and leaves the other
# arguments in the array rest. Each file is one that the class org.ganlib.cli.with.Libraries names.
read_with() {
  local java=$1 class_path=$2 names=() listed name files
  shift 2
  IFS=', ' read -ra listed <<<"${GAN_ENGINES:-}"
  for name in ${listed[@]+"${listed[@]}"}; do
    [ -z "$name" ] || names+=("$name")
  done
  while :; do
    case ${1:-} in
      --with)
        if [ $# -lt 2 ]; then
          echo "gan: --with: needs a name, for example --with torch" >&2
          exit 2
        fi
        names+=("$2")
        shift 2
        ;;
      --with=*)
        names+=("${1#--with=}")
        shift
        ;;
      *) break ;;
    esac
  done
  rest=("$@")
  [ ${#names[@]} -gt 0 ] || return 0
  allow_all_letters
  files=$("$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$class_path" org.ganlib.cli.with.Libraries "${names[@]}") || exit
  while IFS= read -r name; do
    plugin_path+=:$name
  done <<<"$files"
}

# archive_classes JAVA CLASS_PATH ARCHIVE: stores parsed classes, which later starts share. It shortens a start by about
# a third. The file appears under its name when it is complete.
archive_classes() {
  local unfinished=$3.$$
  if ! "$1" -XX:+UseSerialGC -XX:ArchiveClassesAtExit="$unfinished" -Xlog:disable -cp "$2" org.ganlib.cli.Gan list \
    </dev/null >/dev/null 2>&1 || ! mv -f -- "$unfinished" "$3" 2>/dev/null; then
    rm -f -- "$unfinished"
  fi
}

# launch JAVA CLASS_PATH ARCHIVE REVISION [ARGUMENT…]: becomes the Java process that runs the command.
launch() {
  local java=$1 class_path=$2 archive=$3 revision=$4
  shift 4

  local terminal=false
  [ -t 2 ] && terminal=true

  allow_all_letters

  # OpenMP allows a list, for nested teams; ND4J reads one number. The first is that of the outermost team. Both
  # libraries complain of a variable that is set and empty. It asks for nothing, so it is removed.
  case ${OMP_NUM_THREADS:-} in
    *[0-9]*)
      local first=${OMP_NUM_THREADS%%,*}
      OMP_NUM_THREADS=${first//[[:space:]]/}
      export OMP_NUM_THREADS
      ;;
    *[![:space:]]*) ;;
    *) unset OMP_NUM_THREADS ;;
  esac

  # Commands that only look things up are over before an optimising compiler would pay.
  local compiler=
  case ${1:-} in
    list | describe | help | config | completion | manual | -* | '') compiler=-XX:TieredStopAtLevel=1 ;;
  esac

  # The serial collector starts fastest and leaves the cores to the arrays. Memory that compilers
  # have freed goes back to the system every second, if the Java machine knows the flag (the others
  # ignore it). GAN_JAVA_OPTS adds flags, GAN_PLUGINS jars of plugins.
  # shellcheck disable=SC2086
  exec "$java" $compiler \
    -XX:+UseSerialGC -Xmn192m -XX:SharedArchiveFile="$archive" -Xshare:auto -Xlog:disable -Xlog:all=error:stderr \
    -XX:+IgnoreUnrecognizedVMOptions -XX:TrimNativeHeapInterval=1000 \
    -Djava.awt.headless=true -Dorg.nd4j.log.initialization=false \
    -Dgan.revision="$revision" -Dgan.terminal="$terminal" \
    ${GAN_JAVA_OPTS:-} \
    -cp "$class_path$plugin_path" \
    org.ganlib.cli.Gan "$@"
}
