import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { ElectronApplication } from '@playwright/test';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { launchShellApp } from '../../fixtures/shell-app/launch.ts';
import type { ShellApp } from '../../fixtures/shell-app/main.ts';
import { temporaryFolder } from '../../support/launch.ts';
import { launch, logOf, ownFolder, program, useShellProgram } from './shell-program.ts';

// What a script in the page could do to get out, if one ever ran there.

useShellProgram();

type Inside = typeof globalThis & { readonly shell: ShellApp };

/** Runs code in the page. Not through Playwright, which waits for a navigation that has started; one here may never end. */
const inPage = (app: ElectronApplication, code: string): Promise<unknown> =>
  app.evaluate(
    (_, script) =>
      (globalThis as Inside).shell.window.webContents.executeJavaScript(script, true) as Promise<unknown>,
    code,
  );

const heading = (app: ElectronApplication): Promise<unknown> =>
  inPage(app, `location.href + ' ' + document.querySelector('h1')?.textContent`);

let shared: Promise<ElectronApplication> | undefined;
afterAll(async () => (await shared)?.close());

/** One program for the tests in which the page navigates nowhere: its state is the same afterwards. */
const startedOnce = (): Promise<ElectronApplication> =>
  (shared ??= launchShellApp(program, temporaryFolder()).then(async ({ app, page }) => {
    await page.getByRole('heading', { name: 'Ready' }).waitFor();
    return app;
  }));

const started = async (dataDir: string): Promise<ElectronApplication> => {
  const { app, page } = await launch(dataDir);
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
  return app;
};

test.each(['about:blank', 'about:srcdoc'])('a page that navigates to %s is brought back', async (address) => {
  const dataDir = ownFolder();
  const app = await started(dataDir);
  // The title tells the reloaded page from one that never left.
  await inPage(app, `document.title = 'went'; setTimeout(() => { location.href = '${address}' }); null`);
  await expect.poll(() => logOf(dataDir)).toContain('navigation.refused');
  await expect.poll(() => heading(app)).toBe('app://desk/index.html Ready');
  expect(await inPage(app, 'document.title')).toBe('Shell');
});

test('a page cannot navigate elsewhere', async () => {
  const app = await startedOnce();
  await inPage(app, `document.title = 'stays'`);
  for (const address of [
    'javascript:document.title="ran"',
    'data:text/html,hello',
    'file:///etc/hostname',
    'chrome://gpu',
    'view-source:app://desk/index.html',
    'app://other/index.html',
    'http://127.0.0.1:9/',
  ]) {
    await inPage(app, `setTimeout(() => { location.href = ${JSON.stringify(address)} }); null`);
    // Longer than any of these takes to start: a later script has run in the same page.
    await inPage(app, 'new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 200))');
    expect([address, await heading(app), await inPage(app, 'document.title')]).toEqual([
      address,
      'app://desk/index.html Ready',
      'stays',
    ]);
  }
});

/** A server that counts connections and packets, by TCP or UDP. */
const listen = async (): Promise<{ readonly port: number; readonly came: () => number }> => {
  let came = 0;
  const tcp = createServer((socket) => {
    came += 1;
    socket.destroy();
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4', () => (came += 1));
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  onTestFinished(() => {
    tcp.close();
    udp.close();
  });
  return { port, came: () => came };
};

test('WebRTC gives a page no way out, nor any address of this computer; the same holds for a frame in it', async () => {
  const app = await startedOnce();
  const { port, came } = await listen();
  const gather = `async (where) => {
    const peer = new where.RTCPeerConnection({ iceServers: [
      { urls: 'stun:127.0.0.1:${port}' },
      { urls: ['turn:127.0.0.1:${port}?transport=udp', 'turn:127.0.0.1:${port}?transport=tcp'], username: 'a', credential: 'b' },
    ] });
    const found = [];
    const over = new Promise((resolve) => {
      peer.onicecandidate = ({ candidate }) => candidate ? found.push(candidate.candidate) : resolve();
      setTimeout(resolve, 5000);
    });
    peer.createDataChannel('any');
    await peer.setLocalDescription(await peer.createOffer());
    await over;
    return found;
  }`;
  const frame = `document.body.appendChild(document.createElement('iframe')).contentWindow`;
  expect(await inPage(app, `(${gather})(window)`)).toEqual([]);
  expect(await inPage(app, `(${gather})(${frame})`)).toEqual([]);
  expect(came()).toBe(0);
});

test('a page is granted no permission that it may ask for', async () => {
  const app = await startedOnce();
  const answers = await inPage(
    app,
    `(async () => {
      const said = async (ask) => { try { return String(await Promise.race([ask(), new Promise((resolve) => setTimeout(resolve, 2000, 'no answer'))])); } catch (error) { return error.name; } };
      return {
        camera: await said(() => navigator.mediaDevices.getUserMedia({ video: true })),
        microphone: await said(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await said(() => navigator.mediaDevices.getDisplayMedia()),
        notifications: await said(() => Notification.requestPermission()),
        clipboard: await said(() => navigator.clipboard.readText()),
        place: await said(() => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, () => reject({ name: 'refused' })))),
        midi: await said(() => navigator.requestMIDIAccess({ sysex: true })),
        usb: await said(() => navigator.usb.requestDevice({ filters: [] })),
        serial: await said(() => navigator.serial.requestPort()),
        hid: await said(async () => (await navigator.hid.requestDevice({ filters: [] })).length),
        fonts: await said(async () => (await queryLocalFonts()).length),
        idle: await said(() => IdleDetector.requestPermission()),
        worker: await said(() => navigator.serviceWorker.register('/page.js')),
      };
    })()`,
  );
  for (const [asked, answer] of Object.entries(answers as Record<string, string>))
    expect([asked, answer]).toEqual([
      asked,
      expect.stringMatching(
        /^(NotAllowedError|NotFoundError|NotSupportedError|SecurityError|AbortError|TypeError|refused|denied|0)$/,
      ),
    ]);
});
