import * as z from 'zod';
import { newOpId } from './desk.ts';

type Json = {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly allOf?: readonly Json[];
  readonly items?: Json;
  readonly prefixItems?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly maxLength?: number;
  readonly minimum?: number;
};

export type Sample = {
  readonly input: unknown;
  /** The number of free texts in it. */
  readonly texts: number;
};

/** Fields that their schema does not describe fully, and those that would refuse a step before it reads anything else. */
const known: Readonly<Record<string, unknown>> = {
  column: 'title',
  paper: '80mm',
  timeZone: 'Europe/London',
  email: 'ill@sample.example',
  fromAddress: 'ill@sample.example',
  to: 'ill@sample.example',
};

/**
 * Returns an input of a call in which every free text is the given one. Ids are 1, and of several alternatives the `nth` is used.
 * @param text is shortened to a field's maximum length
 */
export const sampleInput = (schema: z.ZodType, text: string, nth = 0): Sample => {
  let texts = 0;
  const make = (json: Json): unknown => {
    if ('const' in json) return json.const;
    if (json.enum) return json.enum[nth % json.enum.length];
    const choices = json.anyOf ?? json.oneOf;
    if (choices) {
      const [first, ...more] = choices.filter(({ type }) => type !== 'null');
      return make([first ?? {}, ...more][nth % (more.length + 1)] ?? {});
    }
    if (json.allOf) return Object.assign({}, ...json.allOf.map(make)) as unknown;
    switch (typeof json.type === 'string' ? json.type : json.type?.[0]) {
      case 'object':
        return Object.fromEntries(
          Object.entries(json.properties ?? {}).map(([key, one]) => [key, makeField(key, one)]),
        );
      case 'array':
        return json.prefixItems ? json.prefixItems.map(make) : json.items ? [make(json.items)] : [];
      case 'integer':
      case 'number':
        return Math.max(1, json.minimum ?? 1);
      case 'boolean':
        return nth % 2 === 0;
      case 'null':
        return null;
      case 'string':
        return makeText(json);
      default:
        return undefined;
    }
  };
  // The last alternative has the odd text in these fields too.
  const makeField = (key: string, json: Json): unknown =>
    key in known && json.format !== 'date' && (nth < 2 || json.type !== 'string') ? known[key] : make(json);
  const makeText = ({ format, pattern, maxLength }: Json): string => {
    if (format === 'uuid') return newOpId();
    if (format === 'date') return '2026-12-24';
    if (format === 'date-time') return '2026-11-25T09:30:00.000Z';
    const fits = (one: string): boolean => pattern === undefined || new RegExp(pattern, 'u').test(one);
    if (!fits(text)) return ['09:00', '/path', 'Name'].find(fits) ?? '';
    texts += 1;
    return text.slice(0, maxLength);
  };
  const input = make(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Json);
  return { input, texts };
};
