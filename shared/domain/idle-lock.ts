/** When a workstation signs its operator out automatically; a setting of all libraries. */
export type IdleLock = {
  /** Minutes without a key, a scan or the mouse; 0: never; null: the default for the operator. */
  readonly idleMinutes: number | null;
  /** Also when the computer is locked or goes to sleep. */
  readonly withSystem: boolean;
};

/** For operators with a PIN. Without one, anyone could sign in again under that name, so a lock would be pointless. */
export const defaultIdleMinutes = 15;
export const longestIdleMinutes = 480;

/** Returns after how many minutes without input an operator is signed out; null: never. */
export const idleMinutesOf = (setting: IdleLock, operator: { readonly hasPin: boolean }): number | null => {
  if (setting.idleMinutes === null) return operator.hasPin ? defaultIdleMinutes : null;
  return setting.idleMinutes === 0 ? null : setting.idleMinutes;
};

/** Whether an operator is signed out when the computer is locked or goes to sleep. */
export const locksWithSystem = (setting: IdleLock, operator: { readonly hasPin: boolean }): boolean =>
  setting.withSystem && operator.hasPin;
