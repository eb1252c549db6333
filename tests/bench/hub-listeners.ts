import { openLight, type LightDesk } from './hub-world.ts';

// Workstations that are notified of every step and fetch it, in a separate process, because they are other computers.
// Arguments: the port of the server, the first and the last number of a workstation.
const [port, first, last] = process.argv.slice(2).map(Number) as [number, number, number];
const clients: LightDesk['client'][] = [];
for (let workstation = first; workstation <= last; workstation += 1) {
  const { client, hub } = await openLight(port, workstation);
  const head = (await client.query('SELECT hub.pull(0, 0, 0) AS answer')).rows[0] as {
    answer: { head: number };
  };
  let place = head.answer.head;
  let isBusy = false;
  let isNews = false;
  const look = async (): Promise<void> => {
    isNews = true;
    if (isBusy) return;
    isBusy = true;
    while (isNews) {
      isNews = false;
      const { ops } = await hub.pull(place, 0, 100);
      place = ops.at(-1)?.seq ?? place;
    }
    isBusy = false;
  };
  client.on('notification', () => void look());
  await client.query('LISTEN hub');
  clients.push(client);
}
process.send?.('listening');
process.once('message', () => {
  void Promise.all(clients.map((client) => client.end())).then(() => process.exit(0));
});
