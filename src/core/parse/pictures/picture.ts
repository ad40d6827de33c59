/** A picture as both editions publish it: rebuilt from what is drawn, without anything else. */
export interface Picture {
  readonly bytes: Uint8Array;
  /** In pixels; absent for a drawing that states no size. */
  readonly width?: number;
  readonly height?: number;
}

/** Why bytes are not a picture that may be published: the end of a sentence that begins with "The picture". */
export class PictureFault extends Error {
  readonly remedy: string;

  constructor(message: string, remedy = 'Export the picture again from the program that made it.') {
    super(message);
    this.remedy = remedy;
  }
}

/** The ending of the name of each kind of picture; a JPEG has two. */
const pictureEndings = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'svg'] as const;

/** Whether the name of a file is that of a picture that a policy may show. */
export function isPictureName(file: string): boolean {
  return new RegExp(`\\.(?:${pictureEndings.join('|')})$`, 'i').test(file);
}
