/** A text file of the book. */
export interface SourceFile {
  /** Relative to the parent of the content folder, with `/`: `content/policies/access-control.mdx`. */
  readonly file: string;
  readonly text: string;
}

/** A file of another system as it was read. */
export interface DigestedFile extends SourceFile {
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string;
}
