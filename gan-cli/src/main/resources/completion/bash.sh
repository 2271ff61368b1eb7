
_gan() {
  local IFS=$' \t\n' word joined= n=0 i candidate broken
  local -a words
  # Bash splits words at = and :. This joins the parts of a word again.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      =* | :*) [ "$n" -gt 0 ] && joined=1 ;;
    esac
    if [ -n "$joined" ]; then
      words[n - 1]=${words[n - 1]}$word
    else
      words[n]=$word
      n=$((n + 1))
    fi
    case $word in
      *= | *:) joined=1 ;;
      *) joined= ;;
    esac
  done
  local current=${words[n - 1]}
  # Bash replaces only the text after the last = or :, so candidates lose the text before it.
  broken=${current##*["${COMP_WORDBREAKS//[!=:]/}"]}
  broken=${current%"$broken"}
  COMPREPLY=()
  while IFS= read -r candidate; do
    candidate=${candidate#"$broken"}
    case $candidate in
      *' '*) printf -v candidate %q "$candidate" ;;
    esac
    case $candidate in
      *[/=.,]) ;;
      *) candidate+=' ' ;;
    esac
    COMPREPLY+=("$candidate")
  done < <(_gan_candidates "$current" "${words[@]:0:n-1}")
}

complete -o nospace -F _gan gan
