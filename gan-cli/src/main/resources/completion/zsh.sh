
# Makes candidates by the rules of sh: variables are split at spaces, and a pattern without a match
# stays as it is.
_gan_sh() {
  emulate -L sh
  _gan_candidates "$@"
}

_gan() {
  local -a unfinished finished
  local candidate
  for candidate in "${(@f)$(_gan_sh "${(Q)words[CURRENT]}" "${(@Q)words[2,CURRENT-1]}")}"; do
    case $candidate in
      '') ;;
      *[/=.,]) unfinished+=("$candidate") ;;
      *) finished+=("$candidate") ;;
    esac
  done
  compadd -S '' -a unfinished
  compadd -a finished
}

if [ "${funcstack[1]}" = _gan ]; then
  _gan "$@"
else
  compdef _gan gan
fi
