/** The format of a book that this engine reads and writes. A change that older engines cannot read raises it. */
export const bookFormat = 1;
