import type { ClientRequest as ElectronRequest } from 'electron';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { request, type IncomingMessage, type RequestOptions } from 'node:http';

/** Sends the requests of electron-updater by Node, where there is no Electron, without https; all else is its own. */
export class NodeExecutor extends ElectronHttpExecutor {
  override createRequest(
    options: RequestOptions,
    callback: (response: IncomingMessage) => void,
  ): ElectronRequest {
    return request(options, callback) as unknown as ElectronRequest;
  }
}
