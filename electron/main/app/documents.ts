import { escapeHtml } from '../../../shared/domain/escape-html.ts';
import { markBox, markColours, markPath, programName } from '../../../shared/domain/face.ts';
import { emptyDatabaseWord, type StartFault, type StartWay } from '../db/start-faults.ts';
import { locale } from '../../../shared/words/language.ts';
import { t } from '../../../shared/words/words.ts';

// Pages without scripts, for situations in which the program's own page cannot be shown.

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0; padding: 32px; max-width: 44rem; background: light-dark(#ffffff, #242424); color: light-dark(#1f1f1f, #e9e9e9); }
  .brand { display: flex; align-items: center; gap: 8px; margin: 0 0 24px; font-weight: 600; }
  .brand svg { fill: light-dark(${markColours.light}, ${markColours.dark}); }
  h1 { font-size: 24px; line-height: 1.3; margin: 0 0 12px; }
  dl { margin: 16px 0; } dt { font-weight: 600; } dd { margin: 0 0 8px; overflow-wrap: anywhere; white-space: pre-wrap; }
  form { display: inline-block; margin: 0 8px 8px 0; }
  fieldset { margin: 16px 0; padding: 12px 16px; border: 1px solid light-dark(#868e96, #828282); border-radius: 6px; }
  button, a.button { font: inherit; padding: 8px 16px; border-radius: 6px; border: 1px solid light-dark(#868e96, #828282);
    background: light-dark(#f1f3f5, #3b3b3b); color: inherit; cursor: pointer; text-decoration: none; display: inline-block; }
  button.first, a.button { background: #1864ab; border-color: #1864ab; color: #ffffff; }
  input { font: inherit; padding: 8px; border-radius: 6px; border: 1px solid light-dark(#868e96, #828282); background: transparent; color: inherit; }
  :focus-visible { outline: 3px solid light-dark(#1864ab, #74c0fc); outline-offset: 2px; }
  .notice { border-left: 4px solid light-dark(#c92a2a, #ff8787); padding: 4px 12px; }
`;

const brand = `<p class="brand" translate="no"><svg viewBox="0 0 ${markBox} ${markBox}" width="24" height="24" aria-hidden="true"><path fill-rule="evenodd" d="${markPath}"/></svg>${programName}</p>`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><main>${brand}<h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;

/** What such a page may do: display itself and submit its forms to the program. */
export const documentPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Returns the page shown when the program's page has crashed too often, as a data URL. */
export const pageGoneDocument = (url: string): string => {
  const html = page(
    t('The page stopped working several times'),
    `<p>Everything that was confirmed is stored. Load the page again; if it ends again, close Borrow Desk, start the computer
      again, and report it with the log in the data folder.</p>
     <p><a class="button" href="${escapeHtml(url)}" autofocus>Load the page again</a></p>`,
  );
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
};

const labels: Readonly<Record<Exclude<StartWay, 'start-empty'>, string>> = {
  retry: t('Try again'),
  rebuild: t('Rebuild the indexes'),
  'go-on': t('Continue with what is there'),
  restore: t('Continue with the newest good backup'),
  'open-folder': t('Open the data folder'),
  quit: t('Quit'),
};

/** The address to which the choices of the start page are submitted. */
export const choicePath = '/choose/';

const button = (way: Exclude<StartWay, 'start-empty'>, isFirst: boolean): string =>
  `<form action="${choicePath}${way}"><button${isFirst ? ' class="first" autofocus' : ''}>${labels[way]}</button></form>`;

const beginEmpty = `
  <form action="${choicePath}start-empty"><fieldset><legend>Begin with an empty database</legend>
    <p>Only if there is no other way: all requests, items and history stay behind in a folder beside the new database.</p>
    <label>Type ${emptyDatabaseWord} to confirm <input name="typed" autocomplete="off" required></label>
    <button>Begin empty</button></fieldset></form>`;

/**
 * Returns the page that says why the program cannot start and offers the ways out.
 * @param notice the outcome of the last choice; empty at first.
 */
export const startFaultDocument = (fault: StartFault, notice: string): string => {
  const ways = fault.ways.filter((way) => way !== 'start-empty');
  const facts = [
    ['Where', fault.path],
    [t('Newest backup'), fault.ways.includes('restore') ? when(fault.newestBackup?.takenAt) : ''],
    [t('Details for support'), fault.detail],
  ] as const;
  return page(
    fault.title,
    [
      `<p>${escapeHtml(fault.sentence)}</p>`,
      notice === '' ? '' : `<p class="notice" role="alert">${escapeHtml(notice)}</p>`,
      '<dl>',
      ...facts.map(([name, value]) => (value ? `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>` : '')),
      '</dl>',
      ...ways.map((way, index) => button(way, index === 0)),
      fault.ways.includes('start-empty') ? beginEmpty : '',
    ].join(''),
  );
};

const when = (at: Date | undefined): string =>
  at ? at.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' }) : '';

/** Returns the page shown while the database is being checked, copied or migrated. */
export const waitDocument = (): string =>
  page(
    t('One moment'),
    '<p role="status">Borrow Desk is checking its database, or copying it before an update. A large library takes a minute or two. Leave the computer on; the desk opens by itself.</p>',
  );
