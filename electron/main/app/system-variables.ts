import { hostname, userInfo, type UserInfo } from 'node:os';
import { posix, win32 } from 'node:path';

// What a policy may name between per cent signs. The system itself is asked: users can change the variables of their environment, and with
// them a folder that the policy has set. Contains no words: it is used before any are loaded.

type Account = Pick<UserInfo<string>, 'username' | 'homedir'>;

const isWindows = process.platform === 'win32';

/** The folder for data that stays on this computer. A roaming profile copies `AppData\Roaming`, which is too slow for a database. */
const localDataOf = ({ homedir }: Account): string => win32.join(homedir, 'AppData', 'Local');

/**
 * Returns the values of the variables that a policy may use, by name. Windows takes the profile from the account, not from the environment;
 * none if the account has no entry in the system.
 */
export const systemVariables = (
  onWindows = isWindows,
  account: () => Account = userInfo,
  computer: string = hostname(),
): Readonly<Record<string, string>> => {
  // A name with its domain would be another one when the domain changes.
  const COMPUTERNAME = computer.split('.')[0] ?? computer;
  try {
    const { username, homedir } = account();
    return onWindows
      ? {
          COMPUTERNAME,
          USERNAME: username,
          USERPROFILE: homedir,
          LOCALAPPDATA: localDataOf({ username, homedir }),
        }
      : { COMPUTERNAME, USERNAME: username, HOME: homedir };
  } catch {
    return { COMPUTERNAME };
  }
};

/**
 * Returns the data folder of an account if nothing names another: on Windows the one that does not roam.
 * @param appData the folder that Electron names, on the other systems.
 */
export const standardDataFolder = (
  appData: string,
  name: string,
  onWindows = isWindows,
  account: () => Account = userInfo,
): string => (onWindows ? win32.join(localDataOf(account()), name) : posix.join(appData, name));
