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
 * Puts the words of the screen into a help text: `{{Save}}` becomes the label as the program shows it, and
 * `{{key:print.slip}}` the key of that command. A label that changes is changed in the help as well.
 */
export const withLabels = (text: string): string =>
  text
    .replaceAll(/\{\{key:([\w.]+)\}\}/gu, (_, command: string) => `\`${commands[command as Command].keys}\``)
    .replaceAll(/\{\{([^}]*)\}\}/gu, (_, label: string) => `**${lookUp(label)}**`);

/** How the work of a page is done, as Markdown in the language of staff. */
export const readHelp = async (page: Page): Promise<string> => {
  const load = fileOf(page, language) ?? fileOf(page, 'en');
  return load ? withLabels(await load()) : '';
};

const guides = import.meta.glob<string>('../../../../resources/guides/*.md', {
  query: '?raw',
  import: 'default',
});

/** A text for who looks after the computers, in English. */
export type Guide = { readonly title: string; readonly text: string };

/** All guides, by their titles. */
export const readGuides = async (): Promise<readonly Guide[]> => {
  const texts = await Promise.all(Object.values(guides).map((load) => load()));
  return texts
    .map((text) => ({ title: /^# (.*)$/mu.exec(text)?.[1] ?? '', text }))
    .toSorted((one, other) => one.title.localeCompare(other.title));
};

/** What is new for people at a desk, as Markdown: the newest part of the changelog, which is written in English. */
export const readNews = async (): Promise<string> => {
  const changelog = (await import('../../../../CHANGELOG.md?raw')).default;
  const [, newest = ''] = changelog.split(/^## .*$/mu);
  return newest.trim();
};
