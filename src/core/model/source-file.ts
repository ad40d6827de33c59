/** A text file of the book. */
export interface SourceFile {
  /** Relative to the parent of the content folder, with `/`: `content/policies/access-control.mdx`. */
  readonly file: string;
  readonly text: string;
}
