/** Something about the machine or a repository on it that keeps the book from being read; exit code 3. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  /** One imperative sentence: what to type, or who can help. */
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
