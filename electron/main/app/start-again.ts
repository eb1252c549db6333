import { app } from 'electron';
import { argumentsOfRestart } from './switches.ts';

/** Restarts the program, and shows its window. */
export const startAgain = (): void => {
  app.relaunch({ args: argumentsOfRestart(process.argv.slice(1), true) });
  app.quit();
};
