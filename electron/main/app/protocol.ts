import { protocol } from 'electron';
import { answerFromFolder, pageUrl } from './serve-folder.ts';

/** Registers `app:` as a scheme like https for the page. Must be called before the app is ready. */
export const registerAppScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      // codeCache: compiled scripts are cached between starts.
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
};

/**
 * Serves the built page. Must be called after the app is ready and before the window loads.
 * @param folder the built renderer.
 * @param devServerUrl the address of the development server, which then serves the page instead.
 * @returns the address that the window loads.
 */
export const servePage = (folder: string, devServerUrl: string | undefined): string => {
  if (devServerUrl !== undefined) return devServerUrl;
  // The older of two APIs: `protocol.handle` pulls in Node's fetch, which takes longer to load than the whole page.
  protocol.registerBufferProtocol('app', (request, answer) => {
    const { status, headers, body } = answerFromFolder(folder, request);
    answer({ statusCode: status, headers: { ...headers }, data: body });
  });
  return pageUrl;
};
