/**
 * What word processors leave behind when a document is saved as text or Markdown: bookmarks of headings
 * (`[bookmark: _Toc12]`), anchors without text (`[]{#_Toc12 .anchor}`, `<a id="_Toc12"></a>`, `{#_Toc12}`).
 */
export const bookmarks =
  /\[bookmark: [^\]\n]*\]|\[\]\{#[^}\n]*\}|<a (?:id|name)="[^"\n]*">\s*<\/a>|\{#_[^}\n]*\}/g;
