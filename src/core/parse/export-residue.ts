/** What word processors leave behind in text or Markdown: bookmarks (`[bookmark: _Toc12]`) and anchors without text. */
export const bookmarks =
  /\[bookmark: [^[\]\n]*\]|\[\]\{#[^{}\n]*\}|<a (?:id|name)="[^"<\n]*">\s*<\/a>|\{#_[^{}\n]*\}/g;
