import { startDisplay } from '../../electron/tooling/lib/display.ts';

/**
 * Starts a separate display for tests (Xvfb, 1280 × 800), and sets DISPLAY for this process and its children: windows of tests
 * do not appear on the user's screen, and key strokes of xdotool reach no other program.
 *
 * @returns a function that ends the display; it does nothing on systems without Xvfb
 * @throws if Xvfb is missing or does not start
 */
export async function useOwnDisplay(): Promise<() => void> {
  if (process.platform !== 'linux') return () => undefined;
  const display = await startDisplay();
  process.env['DISPLAY'] = display.name;
  // Otherwise a Wayland session of the user would take precedence over DISPLAY.
  delete process.env['WAYLAND_DISPLAY'];
  return display.stop;
}
