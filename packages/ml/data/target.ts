import { MlError } from '../errors';
import { CategoricalBuilder, finiteNumber, isInteger, isMissing } from './column-builders';
import { csvError } from './csv';
import type { Card, Target } from './types';

const POSITIVE_NAMES = ['1', 'true', 'yes', 'positive'];

/** Collects the target column; `finish` settles the classes and their order. */
export class TargetBuilder {
  private readonly classes: CategoricalBuilder;
  private readonly values: number[] = [];

  constructor(
    private readonly card: Card,
    private readonly maxClasses: number,
  ) {
    this.classes = new CategoricalBuilder(card.target);
  }

  add(text: string, line: number): void {
    if (isMissing(text)) throw csvError(line, 'the target is missing', this.card.target);
    if (this.card.task === 'regression') {
      this.values.push(finiteNumber(text, line, this.card.target));
      return;
    }
    if (/^[+-]?(nan|inf|infinity)$/i.test(text))
      throw csvError(line, `the target "${text}" is not finite`, this.card.target);
    this.classes.add(text);
    const limit = this.card.task === 'binary' ? 2 : this.maxClasses;
    if (this.classes.distinct > limit) {
      throw csvError(
        line,
        `"${text}" is class number ${limit + 1}, a ${this.card.task} task takes ${limit}`,
        this.card.target,
      );
    }
  }

  finish(): Target {
    if (this.card.task === 'regression') return { kind: 'values', values: Float64Array.from(this.values) };
    const { codes, dictionary: classes } = this.classes.finish();
    if (classes.length < 2) {
      const detail = `all rows have the class "${classes[0] ?? ''}"; at least two classes are needed`;
      throw new MlError('invalid_dataset', `column "${this.card.target}": ${detail}`, [
        { pointer: '/card/target', detail },
      ]);
    }
    if (this.card.task === 'binary' && this.positiveIndex(classes) === 0) {
      classes.reverse();
      codes.forEach((code, i) => {
        codes[i] = 1 - code;
      });
    }
    return { kind: 'classes', classes, codes, datatype: classes.every(isInteger) ? 'INT64' : 'BYTES' };
  }

  private positiveIndex(classes: string[]): number {
    const { positive } = this.card;
    if (positive === undefined) return classes.findIndex((name) => POSITIVE_NAMES.includes(name.toLowerCase()));
    const index = classes.indexOf(positive);
    if (index >= 0) return index;
    const detail = `"${positive}" is not one of the classes ${classes.map((name) => `"${name}"`).join(', ')}`;
    throw new MlError('invalid_dataset', detail, [{ pointer: '/card/positive', detail }]);
  }
}
