/**
 * How often a test that failed is tried again: once on a build server, whose processors others share, never at a developer's
 * desk. What passes then is named at the end of the run with the reason of its failure, so that it is looked into.
 */
export const triesAgain = (): number => (process.env['CI'] === 'true' ? 1 : 0);
