/** The name by which systems know the program: in its package on macOS, in the links and login items of Windows, and in policies of macOS. */
export const appId = 'org.borrowdesk.desk';
