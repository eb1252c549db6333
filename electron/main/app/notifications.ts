import { app, nativeImage, Notification, type BrowserWindow } from 'electron';
import { t } from '../../../shared/words/words.ts';

const overlayPx = 16;

/** Draws a red dot, which Windows overlays on the icon in the taskbar. The number is in the text for screen readers and in the tooltip. */
const dot = (): Electron.NativeImage => {
  const pixels = Buffer.alloc(overlayPx * overlayPx * 4);
  const middle = (overlayPx - 1) / 2;
  for (let at = 0; at < overlayPx * overlayPx; at += 1) {
    const isInside = Math.hypot((at % overlayPx) - middle, Math.floor(at / overlayPx) - middle) < middle;
    // Blue, green, red, opaque.
    if (isInside) pixels.set([0x09, 0x12, 0x8c, 0xff], at * 4);
  }
  return nativeImage.createFromBitmap(pixels, { width: overlayPx, height: overlayPx });
};

/**
 * Shows a number on the program's icon: in the dock of macOS and of Linux desktops that support it, as a dot in the taskbar of Windows. 0
 * removes it.
 */
export const showNumber = (window: BrowserWindow | null, number: number): void => {
  app.setBadgeCount(number);
  if (process.platform === 'win32')
    window?.setOverlayIcon(
      number === 0 ? null : dot(),
      number === 0 ? '' : t('{number} past the limit', { number }),
    );
};

/** Visible notifications: without a reference one would be garbage-collected, and a click on it lost. */
const shown = new Set<Notification>();

/** Shows a notification of the system, if it supports them. @param pressed called when it is clicked. */
export const notify = (text: string, pressed: () => void): void => {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: app.name, body: text, silent: true });
  shown.add(notification);
  const forget = (): void => void shown.delete(notification);
  notification.on('click', () => {
    forget();
    pressed();
  });
  notification.on('close', forget);
  notification.show();
};
