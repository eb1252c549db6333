/** Whether windows can be shown: the session has a display, or this system always has one. */
export const hasDisplay = ({
  platform,
  env,
}: {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}): boolean =>
  platform !== 'linux' || ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => (env[name] ?? '') !== '');
