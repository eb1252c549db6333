import { app } from 'electron';
import { argumentsOfRestart } from './switches.ts';

/** Restarts the program. */
export const startAgain = (): void => {
  app.relaunch({ args: argumentsOfRestart(process.argv.slice(1)) });
  app.quit();
};
