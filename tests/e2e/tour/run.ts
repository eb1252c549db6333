import type { Page } from '@playwright/test';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../../electron/tooling/lib/processes.ts';
import type { DeskApi } from '../../../shared/ipc/api.ts';
import { launchDesk, type Desk } from '../../support/launch.ts';
import { acts } from './acts.ts';
import { look, takePicture } from './camera.ts';
import type { Act, Scene, Stage } from './stage.ts';
import type { Way } from './ways.ts';

export type Tour = {
  readonly folder: string;
  readonly ways: readonly Way[];
  /** Only scenes whose names contain this text. */
  readonly only: string;
};

/** The timeout for whatever a scene waits for. */
const timeoutMs = 10_000;

type ApiWindow = { readonly desk: DeskApi };

/** Returns the window to Today, with nothing open and nothing typed. */
export const begin = async ({ page }: Desk, storage: Readonly<Record<string, string>>): Promise<void> => {
  await page.evaluate((kept) => {
    history.replaceState(null, '', `${location.pathname}#/today`);
    sessionStorage.clear();
    const { memory } = (window as unknown as ApiWindow).desk;
    for (const name of Object.keys(memory.read())) memory.keep(name, null);
    localStorage.clear();
    for (const [name, value] of Object.entries(kept)) localStorage.setItem(name, value);
  }, storage);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
};

const showScene = async (
  stage: Stage,
  scene: Scene,
  storage: Readonly<Record<string, string>>,
): Promise<string[]> => {
  try {
    await begin(stage.desk, storage);
    await scene.show(stage);
    return [];
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    const waiting = /waiting for .*/.exec(String(error))?.[0] ?? '';
    return [`${scene.name}: ${why} ${waiting}`.trimEnd()];
  }
};

const showAct = async (act: Act, { folder, ways, only }: Tour): Promise<string[]> => {
  const scenes = act.scenes.filter(({ name }) => name.includes(only));
  const [first] = ways;
  if (scenes.length === 0 || !first) return [];
  const faults: string[] = [];
  const desk = await launchDesk(await act.start());
  const { page } = desk;
  page.setDefaultTimeout(timeoutMs);
  const picture: Stage['picture'] = async (name, again) => {
    const seen = await takePicture(desk, { folder, name, ways, again });
    faults.push(...seen.map((fault) => `${name}: ${fault}`));
    say(`  ${name}${seen.length > 0 ? ` (${seen.join('; ')})` : ''}`);
  };
  const pictureOf = async (other: Page, name: string): Promise<void> => {
    await other.screenshot({ path: join(folder, first.name, `${name}.png`) });
    say(`  ${name}`);
  };
  try {
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await look(desk, first);
    const storage = await page.evaluate(() => ({ ...localStorage }));
    for (const [at, scene] of scenes.entries()) {
      say(`${act.name} ${at + 1}/${scenes.length}: ${scene.name}`);
      const failed = await showScene({ desk, page, picture, pictureOf }, scene, storage);
      for (const fault of failed) {
        say(`  FAILED ${fault}`);
        await picture(`FAILED-${scene.name}`).catch(() => undefined);
      }
      faults.push(...failed);
    }
    faults.push(...desk.problems.map((problem) => `${act.name}: ${problem}`));
  } finally {
    await desk.close();
    await act.end?.();
  }
  return faults;
};

/** Shows all scenes and takes their screenshots. @returns scenes that failed, or looked wrong */
export const takeTour = async (tour: Tour): Promise<readonly string[]> => {
  rmSync(tour.folder, { recursive: true, force: true });
  mkdirSync(tour.folder, { recursive: true });
  const faults: string[] = [];
  for (const act of acts) {
    try {
      faults.push(...(await showAct(act, tour)));
    } catch (error) {
      faults.push(`${act.name}: ${String(error)}`);
    }
  }
  return faults;
};
