import { powerMonitor, type WebContents } from 'electron';

/** Callbacks for activity of the user and the system. */
type ActivityListener = {
  readonly active: () => void;
  readonly systemLocked: () => void;
};

/** Reports every key press (including those of a scanner) and mouse movement in a page, and the system being locked or going to sleep. */
export const watchActivity = (contents: WebContents, listener: ActivityListener): void => {
  contents.on('before-input-event', listener.active);
  contents.on('input-event', listener.active);
  // `lock-screen` is emitted on Windows and macOS, `suspend` on all systems.
  powerMonitor.on('lock-screen', listener.systemLocked);
  powerMonitor.on('suspend', listener.systemLocked);
};
