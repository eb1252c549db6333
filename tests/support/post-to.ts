import { request } from 'node:http';

/** Posts an empty message as a partner's system does. @returns the status code and the body of the answer. Rejects if nothing listens. */
export const postTo = (
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers: { 'Content-Type': 'application/xml', ...headers },
      agent: false,
    };
    const posted = request(url, options, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => (text += piece.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    posted.on('error', reject);
    posted.end('<a/>');
  });
