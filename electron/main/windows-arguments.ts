/**
 * Writes arguments into one line, as Windows passes them to a program, so that the program reads each as it was.
 * Source: https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
export const windowsArguments = (args: readonly string[]): string => args.map(windowsArgument).join(' ');

/** Writes one argument for such a line. */
export const windowsArgument = (argument: string): string =>
  argument !== '' && !/[\s"]/u.test(argument)
    ? argument
    : `"${argument.replace(/(\\*)"/gu, String.raw`$1$1\"`).replace(/\\+$/u, '$&$&')}"`;
