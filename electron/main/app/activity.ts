import { powerMonitor, type WebContents } from 'electron';

/** Who hears what the person and the system do. */
export type ActivityListener = {
  readonly active: () => void;
  readonly systemLocked: () => void;
};

/** Tells of every key (those of a scanner included) and every move of the mouse in a page, and of the system being locked or going to sleep. */
export const watchActivity = (contents: WebContents, listener: ActivityListener): void => {
  contents.on('before-input-event', listener.active);
  contents.on('input-event', listener.active);
  // `lock-screen` comes on Windows and macOS, `suspend` everywhere.
  powerMonitor.on('lock-screen', listener.systemLocked);
  powerMonitor.on('suspend', listener.systemLocked);
};
