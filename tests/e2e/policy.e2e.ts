import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { policyFile } from '../../electron/main/app/policy/policy-file.ts';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { makeUpdateKey } from '../../electron/tooling/updates/make-key.ts';
import { readPrivateKey } from '../../electron/tooling/updates/sign-update.ts';
import { makeCertificate, type TestCertificate } from '../support/certificate.ts';
import { test } from '../support/e2e-test.ts';
import { electronExecutable, launchDesk, temporaryFolder } from '../support/launch.ts';
import {
  release,
  startSecureUpdateServer,
  startUpdateServer,
  type UpdateServer,
} from '../support/updates/update-server.ts';

// The real policy file of Linux, in a mount namespace of the program alone: other programs on this machine do not see it. That takes root.
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

const policyFolder = dirname(policyFile);

const facts = join(projectFolder, 'package.json');

/**
 * Returns a program that starts Electron with this policy, as a build that knows this key for updates, and this server. Its network is a
 * process of its own, as in production.
 */
const electronWith = async (policy: object, updateKey: string, server = ''): Promise<string> => {
  const folder = mkdtempSync(join(temporaryFolder(), 'policy-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy), { mode: 0o644 });
  const build = join(temporaryFolder(), 'package.json');
  const updates = { server, keys: [updateKey] };
  writeFileSync(build, JSON.stringify({ ...JSON.parse(readFileSync(facts, 'utf8')), updates }));
  const electron = await electronExecutable();
  const script = join(temporaryFolder(), 'electron-with-policy');
  writeFileSync(
    script,
    `#!/bin/sh\nexec unshare --mount sh -c 'mount --bind "${folder}" "${policyFolder}" && mount --bind "${build}" "${facts}" && exec "${electron}" --disable-features=NetworkServiceInProcess2 "$@"' sh "$@"\n`,
    { mode: 0o755 },
  );
  return script;
};

/** Runs with a folder for the policy to mount on, and stops the server afterwards. @param run is given the usual Electron. */
const withPolicyFolder = async (
  server: UpdateServer,
  run: (usual: string) => Promise<void>,
): Promise<void> => {
  const usual = await electronExecutable();
  const hasFolder = existsSync(policyFolder);
  mkdirSync(policyFolder, { recursive: true });
  try {
    await run(usual);
  } finally {
    process.env['BORROW_DESK_ELECTRON'] = usual;
    await server.stop();
    if (!hasFolder) rmdirSync(policyFolder);
  }
};

/** Makes a home of an account that trusts this authority for its web servers. */
const homeThatTrusts = (authority: TestCertificate): string => {
  const home = temporaryFolder();
  const file = join(home, 'authority.pem');
  writeFileSync(file, authority.cert);
  const store = join(home, '.pki', 'nssdb');
  mkdirSync(store, { recursive: true });
  const certutil = (...args: readonly string[]): void =>
    void execFileSync('certutil', ['-d', `sql:${store}`, ...args]);
  certutil('-N', '--empty-password');
  certutil('-A', '-n', 'Library', '-t', 'C,,', '-i', file);
  return home;
};

if (isRoot) {
  test('a policy sets the data folder, the language, the printer and the source of updates, locks them in Settings, and refuses switches; what is wrong in it is in the support report', async () => {
    const [ordered, other] = [join(temporaryFolder(), 'ordered'), temporaryFolder()];
    const server = await startUpdateServer();
    const keyFile = join(temporaryFolder(), 'key.pem');
    const updateKey = await makeUpdateKey(keyFile);
    const key = await readPrivateKey(keyFile);
    for (const [list, version] of [
      ['latest-linux.yml', '8.0.0'],
      ['beta-linux.yml', '9.0.0'],
    ] as const)
      await release(server, `desk/${list}`, {
        version,
        files: [[facts, `${process.platform}-${process.arch}`]],
        key,
      });
    const electron = await electronWith(
      {
        DataFolder: ordered,
        Language: 'de',
        Printer: 'Schalter',
        IdleLockMinutes: 'Reader, Ana',
        RefusedSwitches: ['export'],
        SupportAddress: 'it@library.example',
        UpdateServer: `${server.url}/desk`,
        UpdateChannel: 'beta',
      },
      updateKey,
    );
    await withPolicyFolder(server, async (usual) => {
      process.env['BORROW_DESK_ELECTRON'] = electron;
      const demo = [`--import=${join(projectFolder, 'resources/demo-library.json')}`];
      const { page, app, close, problems } = await launchDesk({ dataDir: other, args: demo });
      await page.getByRole('heading', { name: 'Heute' }).waitFor();
      expect(existsSync(join(ordered, 'borrow-desk.sqlite'))).toBe(true);
      expect(existsSync(join(other, 'borrow-desk.sqlite'))).toBe(false);
      expect(await app.evaluate(({ app: electronApp }) => electronApp.getPath('userData'))).toBe(
        join(ordered, 'chromium'),
      );
      await page.evaluate(() => {
        location.hash = '#/settings/printing';
      });
      await expect(page.getByText('Von Ihrer Organisation festgelegt')).toHaveCount(2);
      await expect(page.getByRole('combobox', { name: 'Drucker', exact: true })).toBeDisabled();
      await page.evaluate(() => {
        location.hash = '#/settings/data';
      });
      await expect(page.getByText('it@library.example')).toBeVisible();
      await app.evaluate(({ dialog }) => {
        dialog.showMessageBox = (() =>
          Promise.resolve({ response: 0, checkboxChecked: false })) as typeof dialog.showMessageBox;
      });
      await page.getByRole('button', { name: 'Supportbericht kopieren' }).click();
      const copied = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText());
      await expect
        .poll(copied)
        .toContain('\n  IdleLockMinutes is not a whole number from 0 to 480 and was ignored\n');
      expect(await copied()).not.toContain('Reader');

      await page.evaluate(() => {
        location.hash = '#/settings/updates';
      });
      await page.getByRole('button', { name: 'Jetzt suchen' }).click();
      await expect(page.getByRole('main')).toContainText('9.0.0');
      expect([...new Set(server.asked)]).toEqual(['desk/beta-linux.yml']);
      // One label is a sentence, so all stand below one another.
      const radios = page.getByRole('main').getByRole('radio');
      await expect(radios).toHaveCount(3);
      const places = await radios.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
      expect(new Set(places).size).toBe(1);
      await close();
      expect(problems).toEqual([]);

      const file = join(other, 'export.json');
      const refused = spawnSync(
        electron,
        ['--no-sandbox', projectFolder, `--export=${file}`, '--exit-when-done'],
        { encoding: 'utf8', cwd: projectFolder, timeout: 30_000 },
      );
      expect(refused.stderr).toContain('Ihre Organisation erlaubt keinen Start mit --export.');
      expect(refused.status).toBe(2);
      expect(existsSync(file)).toBe(false);

      // With a wrong server in the policy, that of the build is not asked either.
      const wrong = { UpdateServer: 'http://updates.library.example' };
      process.env['BORROW_DESK_ELECTRON'] = usual;
      process.env['BORROW_DESK_ELECTRON'] = await electronWith(wrong, updateKey, `${server.url}/desk`);
      const second = await launchDesk({ dataDir: temporaryFolder(), args: demo });
      await second.page.getByRole('heading', { name: 'Today' }).waitFor();
      await second.page.evaluate(() => {
        location.hash = '#/settings/updates';
      });
      await expect(second.page.getByRole('main')).toContainText(
        'the address of its update server is not valid',
      );
      await second.close();
    });
  });

  test('an update server with https is asked if this account trusts its certificate; otherwise the page and the log say what is wrong', async () => {
    const authority = makeCertificate({ authority: 'Library' });
    const trusted = makeCertificate({ by: authority });
    const wrong = [
      ['AUTHORITY', makeCertificate({ by: makeCertificate({ authority: 'Another' }) })],
      ['DATE', makeCertificate({ by: authority, until: 2020 })],
      ['COMMON_NAME', makeCertificate({ by: authority, address: [127, 0, 0, 2] })],
    ] as const;
    const server = await startSecureUpdateServer(trusted);
    const keyFile = join(temporaryFolder(), 'key.pem');
    const electron = await electronWith({ UpdateServer: server.url }, await makeUpdateKey(keyFile));
    await withPolicyFolder(server, async () => {
      process.env['BORROW_DESK_ELECTRON'] = electron;
      const { app, page, dataDir, close } = await launchDesk({
        library: 'demo',
        env: { HOME: homeThatTrusts(authority) },
      });
      await page.getByRole('heading', { name: 'Today' }).waitFor();
      await page.evaluate(() => {
        location.hash = '#/settings/updates';
      });
      // The log has no messages of errors.
      const reasonGiven = (): Promise<string> =>
        app.evaluate(
          ({ session }, url) =>
            session
              .fromPartition('electron-updater')
              .fetch(url)
              .then(() => 'answered', String),
          server.url,
        );
      const lookAndRead = async (sentence: string): Promise<void> => {
        await page.getByRole('button', { name: 'Check now' }).click();
        await expect(page.getByRole('main')).toContainText(sentence);
      };
      for (const [reason, certificate] of wrong) {
        server.present(trusted);
        await lookAndRead('The update server has no list of versions at its address.');
        const asked = server.asked.length;
        server.present(certificate);
        await lookAndRead('The certificate of the update server is not trusted on this computer.');
        expect(await reasonGiven()).toContain(`net::ERR_CERT_${reason}_INVALID`);
        expect(server.asked).toHaveLength(asked);
      }
      const log = readFileSync(join(dataDir, 'logs', 'borrow-desk.log'), 'utf8');
      expect(log).toContain('updates.look-failed fault=certificate');
      await release(server, 'latest-linux.yml', {
        version: '9.0.0',
        files: [[facts, `${process.platform}-${process.arch}`]],
        key: await readPrivateKey(keyFile),
      });
      server.present(trusted);
      await lookAndRead('9.0.0');
      await close();
    });
  });
}

// Login items of the other systems belong to the account that runs the tests.
if (process.platform === 'linux') {
  test('the setting to start with the session makes and removes the entry of this account', async () => {
    const config = temporaryFolder();
    const entry = join(config, 'autostart', 'borrow-desk.desktop');
    const { page, close, dataDir } = await launchDesk({
      library: 'demo',
      env: { XDG_CONFIG_HOME: config },
    });
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await page.evaluate(() => {
      location.hash = '#/settings/appearance';
    });
    await page.getByLabel('Start Borrow Desk minimised when I sign in to this computer').check();
    await expect.poll(() => existsSync(entry)).toBe(true);
    expect(readFileSync(entry, 'utf8')).toContain(`"--data-dir=${dataDir}" "--minimised"`);
    await page.getByLabel('Start Borrow Desk minimised when I sign in to this computer').uncheck();
    await expect.poll(() => existsSync(entry)).toBe(false);
    await close();
  });
}
