import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';

/** The commands in a block of a guide. */
type Block = {
  readonly heading: string;
  readonly language: string;
  readonly text: string;
  /** Whether the guide marks the block as one that no test runs. */
  readonly isNotRun: boolean;
};

const block = /(<!-- not run -->\s+)?^```(sh|bat)\n([^]*?)^```/gm;

const blocksOf = (text: string): readonly Block[] =>
  text.split(/^#{1,2} /m).flatMap((section) =>
    [...section.matchAll(block)].map(([, mark, language = '', commands = '']) => ({
      heading: section.split('\n')[0] ?? '',
      language,
      text: commands,
      isNotRun: mark !== undefined,
    })),
  );

/** The commands of a guide for IT departments. */
export type Guide = {
  /** The commands of one language under a heading, and the next ones each time; with a word: the next ones that have it. */
  readonly next: (heading: string, language: 'sh' | 'bat', word?: string) => string;
  /** What was not taken, and is not marked as never run. */
  readonly left: () => readonly string[];
};

/** Opens a guide. @param values what stands for words such as `VERSION` */
export const openGuide = (name: string, values: Readonly<Record<string, string>>): Guide => {
  const text = readFileSync(join(projectFolder, 'resources', 'guides', `${name}.md`), 'utf8');
  const left = blocksOf(text).filter(({ isNotRun }) => !isNotRun);
  return {
    next: (heading, language, word = '') => {
      const index = left.findIndex(
        (each) => each.heading.startsWith(heading) && each.language === language && each.text.includes(word),
      );
      const [found] = index === -1 ? [] : left.splice(index, 1);
      if (found === undefined) throw new Error(`${name} has no further ${language} under ${heading}.`);
      return Object.entries(values).reduce(
        (commands, [word, value]) => commands.replaceAll(word, value),
        found.text,
      );
    },
    left: () => left.map((each) => `${name}, ${each.heading}: ${each.text}`),
  };
};
