import { startDisplay } from '../../electron/tooling/lib/display.ts';

/**
 * Gives tests a display of their own (Xvfb, 1280 × 800), in DISPLAY for this process and its children: windows of tests
 * do not jump up on the screen of the person at the machine, and key strokes of xdotool reach no other program.
 *
 * @returns ends the display; does nothing on systems that have no Xvfb
 * @throws when Xvfb is missing or does not start
 */
export async function useOwnDisplay(): Promise<() => void> {
  if (process.platform !== 'linux') return () => undefined;
  const display = await startDisplay();
  process.env['DISPLAY'] = display.name;
  // Without this a Wayland session of the person at the machine would win over DISPLAY.
  delete process.env['WAYLAND_DISPLAY'];
  return display.stop;
}
