
# Candidates are made as in sh: words of lists are split at spaces, patterns without a match stay.
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
