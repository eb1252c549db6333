import { t } from '../../words/words.ts';

/** An error in a template, for the operator who edits it. */
type TemplateFault = {
  /** 1-based. */
  readonly line: number;
  readonly message: string;
};

type Tag = { readonly sign: '' | '#' | '/'; readonly name: string };

// `{{name}}`, `{{#name}}`, `{{/name}}`; and incomplete tags.
const tags = /\{\{\s*([#/]?)\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}/g;
const pieces = /(\{\{\s*[#/]?\s*[A-Za-z][A-Za-z0-9]*\s*\}\})/;
const halfTag = /\{\{|\}\}/;
// A line with only a `{{#…}}` or `{{/…}}` leaves no empty line behind.
const lonelyTag = /^[ \t]*(\{\{\s*[#/]\s*[A-Za-z][A-Za-z0-9]*\s*\}\})[ \t]*(?:\r?\n|$)/gm;

const tagOf = (piece: string): Tag | null => {
  const match = new RegExp(tags.source).exec(piece);
  if (match?.[0] !== piece) return null;
  return { sign: (match[1] ?? '') as Tag['sign'], name: match[2] ?? '' };
};

/**
 * Validates a template: `{{field}}` inserts a field, `{{#field}} … {{/field}}` is shown only if the field is not empty.
 * @param fields the names that may be used
 * @returns the errors, in the order of the lines; empty if there are none
 */
export const templateFaults = (text: string, fields: readonly string[]): readonly TemplateFault[] => {
  const faults: TemplateFault[] = [];
  const open: { readonly name: string; readonly line: number }[] = [];
  let line = 1;
  const fault = (message: string): void => void faults.push({ line, message });
  for (const piece of text.split(pieces)) {
    const tag = tagOf(piece);
    if (!tag) {
      for (const [n, part] of piece.split('\n').entries()) {
        if (n > 0) line += 1;
        if (halfTag.test(part)) fault(t("Put “'{{'” and “'}}'” around a field name: '{{'title'}}'."));
      }
      continue;
    }
    if (!fields.includes(tag.name)) fault(t('This letter has no field “{tagName}”.', { tagName: tag.name }));
    else if (tag.sign === '#') open.push({ name: tag.name, line });
    else if (tag.sign === '/' && open.pop()?.name !== tag.name)
      fault(t("“'{{'/{name}'}}'” does not close anything that is open here.", { name: tag.name }));
  }
  for (const { name, line: at } of open)
    faults.push({
      line: at,
      message: t("“'{{'#{name}'}}'” is never closed. Add “'{{'/{name}'}}'” after it.", { name }),
    });
  return faults;
};

/**
 * Fills in a template. A field without a value is empty, and so is a section that depends on it. The values are inserted unchanged: the
 * caller ensures that they are plain text (plain-text.ts).
 */
export const fillTemplate = (text: string, values: Readonly<Record<string, string>>): string => {
  const shown: boolean[] = [];
  const filled: string[] = [];
  const valueOf = (name: string): string => (Object.hasOwn(values, name) ? (values[name] ?? '') : '');
  for (const piece of text.replace(lonelyTag, '$1').split(pieces)) {
    const tag = tagOf(piece);
    if (tag?.sign === '#') shown.push(valueOf(tag.name) !== '');
    else if (tag?.sign === '/') shown.pop();
    else if (shown.every(Boolean)) filled.push(tag ? valueOf(tag.name) : piece);
  }
  return filled.join('');
};
