/** One framework: what it is, what it has, why it gets what it gets, and its tasks. */
import { useState } from 'react';
import { useFound } from '../live/client.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Explained } from '../parts/explained.tsx';
import { NotFound } from '../parts/failure.tsx';
import { amountText, megabytesText } from '../parts/format.ts';
import { Id } from '../parts/id.tsx';
import { RightButton, withRight } from '../parts/rights.tsx';
import { State } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { ask } from '../base/fetching.ts';
import { addressOf } from '../base/router.ts';
import { roleWords } from '../texts/areas/roles.ts';
import { useSay, useWords } from '../texts/texts.ts';
import { HeldOffers } from './offers/held-offers.tsx';
import { TaskTable } from './lists.tsx';

export default function Framework({ id }: { readonly id: string }) {
  const say = useSay();
  const sayOwn = useWords(roleWords);
  const [isTearing, setTearing] = useState(false);
  const { isAnswered, found } = useFound({ about: 'framework', id });
  if (!isAnswered) return <p className="quiet">{say('loading')}</p>;
  if (found === undefined) return <NotFound what={id} />;
  const { name, state, webuiUrl, activeTasks: count } = found;
  const tearDown = (): Promise<void> =>
    withRight('TEARDOWN_FRAMEWORK', () => {
      const body = new URLSearchParams({ frameworkId: id });
      return ask('/master/teardown', { method: 'POST', body });
    });
  return (
    <>
      <Crumbs steps={[[say('frameworks'), '#/frameworks']]} last={name} />
      <h1>
        {name} <State state={state} />
      </h1>
      <p className="buttons">
        {isHttp(webuiUrl) && (
          <a className="button" href={webuiUrl} target="_blank" rel="noreferrer">
            {say('webUi')}
          </a>
        )}
        <RightButton
          needs="TEARDOWN_FRAMEWORK"
          look="danger"
          isDisabled={state === 'completed'}
          onClick={() => setTearing(true)}
        >
          {say('teardown')}
        </RightButton>
      </p>
      {isTearing && (
        <Confirm
          title={say('teardownAsk', { name })}
          text={say('teardownText', { count })}
          action={say('teardown')}
          isDangerous
          typed={name}
          onConfirm={tearDown}
          close={() => setTearing(false)}
        />
      )}
      <div className="cards">
        <section className="card">
          <h2>{say('framework')}</h2>
          <dl>
            <dt>{say('id')}</dt>
            <dd>
              <Id id={id} />
            </dd>
            <dt>{say('user')}</dt>
            <dd>{found.user}</dd>
            <dt>{say('roles')}</dt>
            <dd>
              {found.roles.map((role) => (
                <a key={role} href={addressOf('/roles', { q: role })}>
                  {role}{' '}
                </a>
              ))}
            </dd>
            <dt>{say('suppressed')}</dt>
            <dd>
              {found.suppressedRoles.length === 0 ? (
                '–'
              ) : (
                <span className="attention">
                  ▲ {sayOwn('suppressedText', { roles: found.suppressedRoles.join(', ') })}
                </span>
              )}
            </dd>
            <dt>{say('principal')}</dt>
            <dd>{found.principal || '–'}</dd>
            <dt>{say('host')}</dt>
            <dd>{found.hostname || '–'}</dd>
            <dt>{say('registered')}</dt>
            <dd>
              <Time ms={found.registeredMs} />
            </dd>
            <dt>{say('reregistered')}</dt>
            <dd>
              <Time ms={found.reregisteredMs} />
            </dd>
            {found.unregisteredMs > 0 && (
              <>
                <dt>{say('unregistered')}</dt>
                <dd>
                  <Time ms={found.unregisteredMs} />
                </dd>
              </>
            )}
            <dt>{say('activeTasks')}</dt>
            <dd>{count.toLocaleString('en')}</dd>
            <dt>{say('resources')}</dt>
            <dd>
              {amountText(found.cpus)} {say('cpus')}, {amountText(found.gpus)} {say('gpus')},{' '}
              {megabytesText(found.mem)} {say('mem')}, {megabytesText(found.disk)} {say('disk')}
            </dd>
          </dl>
        </section>
        {state !== 'completed' && <Explained of="framework" id={id} />}
        {state !== 'completed' && <HeldOffers framework={id} />}
      </div>
      <TaskTable list="active" name="" framework={id} />
      <TaskTable list="unreachable" name="unreachable" framework={id} />
      <TaskTable list="completed" name="completed" framework={id} />
    </>
  );
}

/** What a framework says of itself becomes a link only when it leads to a page. */
function isHttp(url: string): boolean {
  return /^https?:\/\//i.test(url);
}
