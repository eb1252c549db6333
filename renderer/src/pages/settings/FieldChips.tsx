import { useRef, useState, type FocusEvent, type KeyboardEvent, type RefCallback } from 'react';
import { Text } from '@mantine/core';
import type { TemplateView } from '../../../../shared/ipc/calls/letters.ts';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';
import classes from './LetterSettings.module.css';

type Box = HTMLInputElement | HTMLTextAreaElement;

/** Inserts a text into a box as if typed, so that Ctrl+Z removes it. */
const typeInto = (box: Box, text: string): void => {
  box.focus();
  // The only way that keeps the box's own undo history.
  if (document.execCommand('insertText', false, text)) return;
  box.setRangeText(text, box.selectionStart ?? 0, box.selectionEnd ?? 0, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
};

/**
 * Inserts texts at the cursor of the last focused box.
 * @returns `entered` for each box, `first` for the default box before any had the focus, and `insert`
 */
export const useInsertion = (): {
  readonly first: RefCallback<Box>;
  readonly entered: (event: FocusEvent<Box>) => void;
  readonly insert: (text: string) => void;
} => {
  const last = useRef<Box | null>(null);
  return {
    first: (box) => {
      last.current ??= box;
    },
    entered: ({ currentTarget }) => {
      last.current = currentTarget;
    },
    insert: (text) => {
      if (last.current) typeInto(last.current, text);
    },
  };
};

/** Returns the index that a key leads to among the chips; undefined for all other keys. */
const stepTo = (key: string, at: number, last: number): number | undefined => {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return at === last ? 0 : at + 1;
    case 'ArrowLeft':
    case 'ArrowUp':
      return at === 0 ? last : at - 1;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
};

/** Returns the first words of a field's meaning, short enough for a chip. */
const wordsOf = (meaning: string): string => meaning.split(/[:,]/u)[0] ?? meaning;

/**
 * The fields available in a letter, as chips that insert them at the cursor: one Tab stop, with arrow keys between them. The meaning of the
 * current field is shown below.
 */
export const FieldChips = ({
  fields,
  locked,
  insert,
}: {
  readonly fields: TemplateView['fields'];
  readonly locked: boolean;
  readonly insert: (field: string) => void;
}) => {
  const [at, setAt] = useState(0);
  const current = Math.min(at, fields.length - 1);
  const pressed = (event: KeyboardEvent<HTMLElement>): void => {
    const to = stepTo(event.key, current, fields.length - 1);
    if (to === undefined) return;
    event.preventDefault();
    setAt(to);
    event.currentTarget.querySelectorAll('button')[to]?.focus();
  };
  return (
    <div>
      <Text size="sm" fw={600} id="letter-fields">
        {t('Fields')}
      </Text>
      <div
        role="toolbar"
        aria-labelledby="letter-fields"
        aria-describedby="letter-fields-meaning"
        className={classes['chips']}
        onKeyDown={pressed}
      >
        {fields.map(({ name, meaning }, index) => (
          <button
            key={name}
            type="button"
            className={classes['chip']}
            tabIndex={index === current ? 0 : -1}
            disabled={locked}
            title={`{{${name}}}: ${meaning}`}
            aria-label={t('Insert {name}: {meaning}', { name, meaning })}
            onFocus={() => setAt(index)}
            onPointerEnter={() => setAt(index)}
            onClick={() => insert(`{{${name}}}`)}
          >
            {wordsOf(meaning)}
          </button>
        ))}
      </div>
      <Text size="sm" c="dimmed" id="letter-fields-meaning">
        {tx('{part} {meaning}. Press Enter or click to insert it at the cursor.', {
          part: <code>{`{{${fields[current]?.name ?? ''}}}`}</code>,
          meaning: fields[current]?.meaning,
        })}
      </Text>
    </div>
  );
};
