
# Prints those of the words $2 … that start with $1, each after $_gan_prefix.
_gan_match() {
  local start=$1 word
  shift
  for word; do
    case $word in
      "$start"*) printf '%s\n' "$_gan_prefix$word" ;;
    esac
  done
}

# Prints those of the keys $2 … that start with $1, each up to its next dot.
_gan_match_keys() {
  local start=$1 key rest last=
  shift
  for key; do
    case $key in
      "$start"*) ;;
      *) continue ;;
    esac
    rest=${key#"$start"}
    case $rest in
      *.*) key=$start${rest%%.*}. ;;
      *) key=$key= ;;
    esac
    [ "$key" = "$last" ] || printf '%s\n' "$_gan_prefix$key"
    last=$key
  done
}

# Prints the files whose names start with $1: all for "files", folders only for "folders", runs and
# the folders on the way to them for "runs", experiments and folders for "yaml".
_gan_match_files() {
  local kind=$1 start=$2 file
  for file in "$start"*; do
    if [ -d "$file" ]; then
      if [ "$kind" = runs ] && [ -f "$file/status.json" ]; then
        printf '%s\n' "$_gan_prefix$file"
      else
        printf '%s\n' "$_gan_prefix$file/"
      fi
    elif [ -f "$file" ]; then
      case $kind:$file in
        files:* | yaml:*.yaml | yaml:*.yml) printf '%s\n' "$_gan_prefix$file" ;;
      esac
    fi
  done
  # Runs are in runs/ unless --out names another folder.
  if [ "$kind" = runs ] && [ -z "$start" ]; then
    for file in runs/*; do
      [ -f "$file/status.json" ] && printf '%s\n' "$_gan_prefix$file"
    done
  fi
}

# Prints the words of kind $1 that start with $2.
_gan_kind() {
  case $1 in
    files | folders | runs | yaml)
      _gan_match_files "$1" "$2"
      return
      ;;
    experiments)
      _gan_list experiments
      _gan_match "$2" $_gan_reply
      _gan_match_files yaml "$2"
      return
      ;;
    commands)
      _gan_commands ''
      _gan_match "$2" $_gan_reply
      return
      ;;
    keys | metric-keys | dataset-keys)
      case $2 in
        *=*)
          _gan_values "${2%%=*}"
          _gan_prefix=$_gan_prefix${2%%=*}= _gan_match "${2#*=}" $_gan_reply
          ;;
        *)
          _gan_list "$1"
          _gan_match_keys "$2" $_gan_reply
          ;;
      esac
      return
      ;;
  esac
  _gan_list "$1"
  case $1:$2 in
    # Metrics are separated by commas.
    metrics:*,*) _gan_prefix=$_gan_prefix${2%,*}, _gan_match "${2##*,}" $_gan_reply ;;
    *) _gan_match "$2" $_gan_reply ;;
  esac
}

_gan_kinds() {
  local kind
  for kind in $1; do
    _gan_kind "$kind" "$2"
  done
}

# Prints the candidates for the word $1, one a line. The words $2 … are those before it, without gan
# itself. A candidate that ends in / = . or , is not a whole word yet.
_gan_candidates() {
  local current=$1 path= wanted= value= count=0 word _gan_prefix= _gan_reply=
  shift
  for word; do
    if [ -n "$wanted" ]; then
      wanted=
      continue
    fi
    case $word in
      -*=*) ;;
      -*)
        _gan_option "$path" "$word"
        wanted=$_gan_reply
        ;;
      *)
        _gan_commands "$path"
        case "$count $_gan_reply " in
          "0 "*" $word "*) path="$path $word" ;;
          "0 $word "*) path="$path $word" ;;
          *) count=$((count + 1)) ;;
        esac
        ;;
    esac
  done
  case $wanted in
    '') ;;
    anything) return ;;
    *)
      _gan_kinds "$wanted" "$current"
      return
      ;;
  esac
  case $current in
    -*=*)
      _gan_option "$path" "${current%%=*}"
      _gan_prefix=${current%%=*}= _gan_kinds "$_gan_reply" "${current#*=}"
      ;;
    -*)
      _gan_options "$path"
      _gan_match "$current" $_gan_reply
      ;;
    *)
      _gan_commands "$path"
      if [ -n "$_gan_reply" ] && [ "$count" = 0 ]; then
        _gan_match "$current" $_gan_reply
      else
        _gan_argument "$path" "$count"
        _gan_kinds "$_gan_reply" "$current"
      fi
      ;;
  esac
}
