import { once } from 'node:events';
import { connect } from 'node:net';

// The display of the tests has no window manager: a window that is to be minimised stays as it is. But the program has asked for it, and
// whoever listens hears that. Protocol: https://www.x.org/releases/current/doc/xproto/x11protocol.html

const atomName = 'WM_CHANGE_STATE';
const clientMessage = 33;
const substructureNotify = 0x8_00_00;
const iconic = 3;

const setUp = Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

const internAtom = (): Buffer => {
  const request = Buffer.alloc(8 + 16);
  request.set([16, 0, request.length / 4, 0, atomName.length]);
  request.write(atomName, 8, 'latin1');
  return request;
};

const listenAt = (root: number): Buffer => {
  const request = Buffer.alloc(16);
  request.set([2, 0, request.length / 4]);
  for (const [place, value] of [root, 0x8_00, substructureNotify].entries())
    request.writeUInt32LE(value, 4 + 4 * place);
  return request;
};

/** Listens on the display of this process. @returns how often programs have asked until now that a window be minimised, and the end of it. */
export const listenForMinimising = async (): Promise<{
  readonly count: () => number;
  readonly stop: () => void;
}> => {
  const socket = connect(`/tmp/.X11-unix/X${(process.env['DISPLAY'] ?? '').replace(/^:/u, '')}`);
  await once(socket, 'connect');
  let received = Buffer.alloc(0);
  let [atom, count] = [0, 0];
  /** Takes from what has come; null while it is too short. */
  const take = (length: number): Buffer | null => {
    if (received.length < length) return null;
    const taken = received.subarray(0, length);
    received = received.subarray(length);
    return taken;
  };
  const hear = (message: Buffer): void => {
    if (message[0] === 1) atom = message.readUInt32LE(8);
    const isAsked = (message.readUInt8(0) & 0x7f) === clientMessage && message.readUInt32LE(8) === atom;
    if (isAsked && message.readUInt32LE(12) === iconic) count += 1;
  };
  socket.write(setUp);
  let isSetUp = false;
  await new Promise<void>((resolve) => {
    socket.on('data', (data: Buffer) => {
      received = Buffer.concat([received, data]);
      if (!isSetUp) {
        const length = received.length < 8 ? Infinity : 8 + 4 * received.readUInt16LE(6);
        const answer = take(length);
        if (answer === null) return;
        isSetUp = true;
        const vendor = Math.ceil(answer.readUInt16LE(24) / 4) * 4;
        socket.write(internAtom());
        socket.write(listenAt(answer.readUInt32LE(40 + vendor + 8 * answer.readUInt8(29))));
      }
      for (let message = take(32); message !== null; message = take(32)) hear(message);
      if (atom !== 0) resolve();
    });
  });
  return { count: () => count, stop: () => socket.destroy() };
};
