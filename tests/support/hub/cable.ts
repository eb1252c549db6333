import { once } from 'node:events';
import { createServer, connect as connectTo, type Socket } from 'node:net';

/** A direction in which nothing arrives although everything sent is accepted: from the hub, or to it. */
export type DarkWay = 'from-hub' | 'to-hub';

/** A network cable between the workstations and the hub that can be unplugged. */
export type Cable = {
  readonly port: number;
  readonly pull: () => void;
  readonly plugIn: () => void;
  /** From now on nothing arrives in one direction, without any error; null restores it, and delayed data arrives. */
  readonly darken: (way: DarkWay | null) => void;
  readonly stop: () => Promise<void>;
};

/** Lays a cable to a port of this machine. */
export const layCable = async (to: number): Promise<Cable> => {
  const open = new Set<Socket>();
  const heldUp: (() => void)[] = [];
  let isIn = true;
  let dark: DarkWay | null = null;
  const lead = (from: Socket, into: Socket, way: DarkWay): void => {
    from.on('data', (data: Buffer) => {
      if (dark === way) heldUp.push(() => into.write(data));
      else into.write(data);
    });
    from.on('error', () => into.destroy());
    from.on('close', () => {
      // The other end is not notified that this one is gone.
      if (dark === way) heldUp.push(() => into.destroy());
      else into.destroy();
    });
  };
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    if (!isIn) return void socket.destroy();
    const other = connectTo({ host: '127.0.0.1', port: to });
    lead(socket, other, 'to-hub');
    lead(other, socket, 'from-hub');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const darken = (way: DarkWay | null): void => {
    dark = way;
    if (way === null) for (const arrive of heldUp.splice(0)) arrive();
  };
  const pull = (): void => {
    isIn = false;
    darken(null);
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    pull,
    plugIn: () => {
      isIn = true;
    },
    darken,
    stop: async () => {
      pull();
      server.close();
      await once(server, 'close');
    },
  };
};
