import { commands, type Command } from '../../../../shared/domain/commands.ts';
import type { Page } from '../../../../shared/domain/pages.ts';
import { language } from '../../../../shared/words/language.ts';
import { lookUp } from '../../../../shared/words/words.ts';

type Load = () => Promise<string>;

const files = import.meta.glob<string>('../../../../resources/help/*/*.md', {
  query: '?raw',
  import: 'default',
});

const fileOf = (name: string, inLanguage: string): Load | undefined =>
  files[`../../../../resources/help/${inLanguage}/${name}.md`];

/**
 * Inserts the program's labels into a help text: `{{Save}}` becomes the translated label, and `{{key:print.slip}}` the key of that command.
 * The help thus follows changes of labels.
 */
export const withLabels = (text: string): string =>
  text
    .replaceAll(/\{\{key:([\w.]+)\}\}/gu, (_, command: string) => `\`${commands[command as Command].keys}\``)
    .replaceAll(/\{\{([^}]*)\}\}/gu, (_, label: string) => `**${lookUp(label)}**`);

/** Returns the help of a page as Markdown, in the program's language. */
export const readHelp = async (page: Page): Promise<string> => {
  const load = fileOf(page, language) ?? fileOf(page, 'en');
  return load ? withLabels(await load()) : '';
};

const guides = import.meta.glob<string>('../../../../resources/guides/*.md', {
  query: '?raw',
  import: 'default',
});

/** A guide for IT staff, in English. */
type Guide = { readonly title: string; readonly text: string };

/** Returns all guides, sorted by title. */
export const readGuides = async (): Promise<readonly Guide[]> => {
  const texts = await Promise.all(Object.values(guides).map((load) => load()));
  return texts
    .map((text) => ({ title: /^# (.*)$/mu.exec(text)?.[1] ?? '', text }))
    .toSorted((one, other) => one.title.localeCompare(other.title));
};

/** Returns the news for operators as Markdown: the newest section of the changelog, which is in English. */
export const readNews = async (): Promise<string> => {
  const changelog = (await import('../../../../CHANGELOG.md?raw')).default;
  const [, newest = ''] = changelog.split(/^## .*$/mu);
  return newest.trim();
};
