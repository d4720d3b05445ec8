/** What others may have prepared; "others" are whoever runs the test, seen by somebody else. */
import {
  chmodSync,
  chownSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOwnDirectory } from './own-directory.ts';

const self = { uid: process.getuid!(), gid: process.getgid!() };
const isRoot = self.uid === 0;
const nobody = 65_534;

let home: string;
let directory: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'own-')));
  directory = join(home, 'work');
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

/** "ok", or the refusal. */
function outcome(path = directory, checksEntries = true): string {
  const made = makeOwnDirectory(path, { flag: '--work_dir', checksEntries });
  return made.ok ? 'ok' : made.error;
}

describe('a directory of our own', () => {
  it('is made with its parents, for nobody else to write to, and found again', () => {
    const path = join(directory, 'a/../b/./c');
    expect([outcome(path), outcome(path)]).toEqual(['ok', 'ok']);
    expect(statSync(join(directory, 'b/c')).mode & 0o777).toBe(0o755);
    expect(statSync(directory).mode & 0o022).toBe(0);
  });

  it('may be reached through links that are ours', () => {
    mkdirSync(join(home, 'real'));
    symlinkSync('real', join(home, 'relative'));
    symlinkSync(join(home, 'relative'), join(home, 'absolute'));
    expect(outcome(join(home, 'absolute/work'))).toBe('ok');
    expect(statSync(join(home, 'real/work')).isDirectory()).toBe(true);
    symlinkSync(join(home, 'new'), join(home, 'dangling'));
    expect(outcome(join(home, 'dangling'))).toBe('ok');
    symlinkSync('loop', join(home, 'loop'));
    expect(outcome(join(home, 'loop'))).toContain('has more than 40 links');
  });

  it('is not one that others can write to', () => {
    mkdirSync(directory);
    for (const mode of [0o777, 0o1777, 0o757]) {
      chmodSync(directory, mode);
      expect(outcome()).toBe(
        `The directory '${directory}' (--work_dir) cannot be trusted: others can write to ` +
          `'${directory}'. After a look at what is in it, forbid it (chmod go-w '${directory}'), ` +
          'or choose another directory with --work_dir',
      );
    }
    chmodSync(directory, 0o775); // the group is our own
    expect(outcome()).toBe('ok');
  });

  it('is not one with something in it that others can write to, where that would be read', () => {
    mkdirSync(join(directory, 'meta'), { recursive: true });
    symlinkSync('meta', join(directory, 'link'));
    expect(outcome()).toBe('ok');
    chmodSync(join(directory, 'meta'), 0o777);
    expect(outcome()).toContain(`others can write to '${directory}/meta'`);
    expect(outcome(directory, false)).toBe('ok');
  });

  it('is not one that others can replace', () => {
    chmodSync(home, 0o777);
    expect(outcome()).toContain(`everybody can replace what is in '${home}'. Forbid it (chmod o-w`);
    expect(lstatSync(directory, { throwIfNoEntry: false })).toBeUndefined();
    chmodSync(home, 0o1777);
    expect(outcome()).toBe('ok');
  });

  it('is not one that others made, nor in one, nor behind a link of theirs', () => {
    mkdirSync(directory);
    const stranger = { uid: self.uid + 1000, gid: self.gid + 1000 };
    const theirs = (path: string): string => {
      const made = makeOwnDirectory(path, { flag: '--x', checksEntries: true, self: stranger });
      return made.ok ? 'ok' : made.error;
    };
    if (isRoot) {
      expect(theirs(directory)).toContain(`'${directory}' belongs to user id 0`);
    } else {
      expect(theirs(directory)).toContain(`'${home}' belongs to user id ${self.uid}, who can repl`);
    }
  });

  it('is no file', () => {
    writeFileSync(directory, '');
    expect(outcome()).toContain(`'${directory}' is not a directory. Remove it`);
    expect(outcome(join(directory, 'below'))).toContain('is not a directory');
    expect(outcome('/proc/nothing/here')).toContain('Failed to make the directory');
  });
});

describe('a directory of root', () => {
  beforeEach((context) => {
    if (!isRoot) context.skip('only root can make what belongs to others');
  });

  it('is not what nobody made first', () => {
    mkdirSync(directory);
    chownSync(directory, nobody, nobody);
    expect(outcome()).toContain(
      `'${directory}' belongs to user id ${nobody}, and this program runs as user id 0. ` +
        `Remove it, or after a look at what is in it make it yours (chown -R 0 '${directory}')`,
    );
    expect(outcome(join(directory, 'below'))).toContain(
      `'${directory}' belongs to user id ${nobody}, who can replace what is in it`,
    );
    expect(lstatSync(join(directory, 'below'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('is not one with something of nobody in it, where that would be read or run', () => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'supervisor.sh'), '');
    chownSync(join(directory, 'supervisor.sh'), nobody, nobody);
    expect(outcome()).toContain(`'${directory}/supervisor.sh' belongs to user id ${nobody}`);
    expect(outcome(directory, false)).toBe('ok');
  });

  it('is not behind a link of nobody, not even in a directory like /tmp', () => {
    chmodSync(home, 0o1777);
    symlinkSync('/root', directory);
    lchownSync(directory, nobody, nobody);
    expect(outcome()).toContain(`'${directory}' is a link that user id ${nobody} made`);
    expect(outcome(join(directory, 'x'))).toContain('is a link that');
  });

  it('is not open to a group of others', () => {
    mkdirSync(directory);
    chownSync(directory, 0, nobody);
    chmodSync(directory, 0o775);
    expect(outcome()).toContain('others can write to');
  });
});
