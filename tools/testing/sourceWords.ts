import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

/** A text that stands in a source file, `{}` for each gap in it. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** `words`: between tags, or in an attribute that people read. */
  readonly kind: 'words' | 'literal';
}

/** Attributes, of elements and of our components, whose text is read out or shown. */
const READ_ATTRIBUTES = ['title', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'alt'];
const OUR_ATTRIBUTES = ['label', 'text', 'placeholder', 'description', 'caption', 'term', 'detail', 'legend', 'name'];
const READ = new Set([...READ_ATTRIBUTES, ...OUR_ATTRIBUTES]);
const UNREAD = /^(className|href|src|viewBox|d|key|style)$/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const all = (values: readonly unknown[], visit: (value: unknown) => void): void => {
  for (const value of values) visit(value);
};

/** The source files below a directory, tests and declarations left out. */
export const sourceFiles = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name))
    .map((name) => path.join(directory, name));

/** Every text in a source file that is no import, no type and no name of a property. */
export function textsIn(file: string): SourceText[] {
  const source = readFileSync(file, 'utf8');
  const found: SourceText[] = [];
  const add = (text: string, kind: SourceText['kind']) => {
    if (/\p{L}/u.test(text)) found.push({ file, text: text.replace(/\s+/g, ' '), kind });
  };
  function visit(value: unknown): void {
    if (Array.isArray(value)) {
      all(value, visit);
      return;
    }
    if (!isNode(value)) return;
    if (/^(Import|ExportAll|TS.*Type)/.test(value.type) && value.type !== 'ImportExpression') return;
    if (value.type === 'JSXText') {
      add(source.slice(value.start, value.end).trim(), 'words');
      return;
    }
    const name = isNode(value.name) ? String(value.name.name) : '';
    if (value.type === 'JSXAttribute' && UNREAD.test(name)) return;
    if (value.type === 'JSXAttribute' && !READ.has(name)) {
      visit(inContainer(value.value));
      return;
    }
    if (value.type === 'JSXAttribute') {
      show(value.value);
      return;
    }
    if (value.type === 'JSXExpressionContainer') {
      show(value.expression);
      return;
    }
    if (value.type === 'Property' && isNode(value.key) && READ.has(String(value.key.name))) {
      show(value.value);
      return;
    }
    const text = textOf(value);
    if (text !== null) {
      add(text, 'literal');
      all(gapsOf(value), visit);
      return;
    }
    for (const [key, child] of Object.entries(value)) {
      if (key === 'key' && value.type === 'Property' && value.computed !== true) continue;
      visit(child);
    }
  }
  /** What is shown itself, one way or another. */
  function show(value: unknown): void {
    if (!isNode(value)) return;
    const text = textOf(value);
    if (text !== null) {
      add(text, 'words');
      all(gapsOf(value), visit);
      return;
    }
    if (value.type === 'JSXExpressionContainer') {
      show(value.expression);
      return;
    }
    if (value.type === 'ConditionalExpression') {
      visit(value.test);
      all([value.consequent, value.alternate], show);
      return;
    }
    if (value.type === 'LogicalExpression') {
      visit(value.left);
      show(value.right);
      return;
    }
    visit(value);
  }
  visit(parseSync(file, source).program);
  return found;
}

/** What stands between braces, or the text itself. */
const inContainer = (value: unknown): unknown =>
  isNode(value) && value.type === 'JSXExpressionContainer' ? value.expression : value;

/** The text of a literal, of a template, or of several that are joined; null of anything else. */
function textOf(value: unknown): string | null {
  if (!isNode(value)) return null;
  if (value.type === 'Literal') return typeof value.value === 'string' ? value.value : null;
  if (value.type === 'TemplateLiteral') {
    return (value.quasis as { value: { cooked: string } }[]).map((quasi) => quasi.value.cooked).join('{}');
  }
  if (value.type !== 'BinaryExpression' || value.operator !== '+') return null;
  const [left, right] = [textOf(value.left), textOf(value.right)];
  return left === null || right === null ? null : left + right;
}

/** What stands in the gaps of a text. */
function gapsOf(value: Node): unknown[] {
  if (value.type === 'TemplateLiteral') return value.expressions as unknown[];
  return value.type === 'BinaryExpression' ? [value.left, value.right].flatMap((side) => gapsOf(side as Node)) : [];
}

/** A function of the catalogue: its parameters, and those of them that it uses. */
export interface CatalogueFunction {
  readonly parameters: readonly string[];
  readonly used: readonly string[];
}

/** The functions of a file of the catalogue, by their path in it. */
export function catalogueFunctions(file: string): Map<string, CatalogueFunction> {
  const found = new Map<string, CatalogueFunction>();
  function visit(value: unknown, at: readonly string[]): void {
    if (Array.isArray(value)) {
      all(value, (each) => visit(each, at));
      return;
    }
    if (!isNode(value)) return;
    if (value.type === 'Property' && isNode(value.key)) {
      const key = String(value.key.name ?? value.key.value);
      visit(value.value, [...at, key]);
      return;
    }
    if (value.type === 'ArrowFunctionExpression' && at.length > 0) {
      const parameters = (value.params as Node[]).map((parameter) => String(parameter.name));
      const names = new Set<string>();
      collect(value.body, names);
      found.set(at.join('.'), { parameters, used: parameters.filter((parameter) => names.has(parameter)) });
      return;
    }
    for (const child of Object.values(value)) visit(child, at);
  }
  visit(parseSync(file, readFileSync(file, 'utf8')).program, []);
  return found;
}

function collect(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) {
    all(value, (each) => collect(each, names));
    return;
  }
  if (!isNode(value)) return;
  if (value.type === 'Identifier') names.add(String(value.name));
  for (const child of Object.values(value)) collect(child, names);
}
