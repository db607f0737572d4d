/** Why the product cannot start, in one line that names the remedy. Never a stack trace: the person who reads it did nothing wrong. */
export class StartProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartProblem';
  }
}
