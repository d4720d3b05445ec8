// Takes apps and groups through their lives with go-marathon; prints what it saw as JSON. Argument: URL
// of Marathon. See ../marathon-clients.test.ts for what it should see.
package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"sort"
	"sync"
	"time"

	marathon "github.com/gambol99/go-marathon"
)

var client marathon.Marathon

func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func until(what string, probe func() bool) {
	for deadline := time.Now().Add(40 * time.Second); !probe(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			panic("It did not happen: " + what)
		}
	}
}

func deploy(deployment *marathon.DeploymentID, err error) {
	check(err)
	check(client.WaitOnDeployment(deployment.DeploymentID, 40*time.Second))
}

func running(count int) []string {
	var ids []string
	until("tasks run", func() bool {
		tasks := must(client.Tasks("/go/web")).Tasks
		ids = nil
		for _, task := range tasks {
			if task.State == "TASK_RUNNING" {
				ids = append(ids, task.ID)
			}
		}
		return len(tasks) == count && len(ids) == count
	})
	sort.Strings(ids)
	return ids
}

func common(some, others []string) int {
	count := 0
	for _, one := range some {
		for _, other := range others {
			if one == other {
				count++
			}
		}
	}
	return count
}

func app(id string, cmd string) *marathon.Application {
	return new(marathon.Application).Name(id).Command(cmd).CPU(0.1).Memory(16).Count(1)
}

type listener struct {
	sync.Mutex
	seen map[string]bool
}

func (l *listener) names() []string {
	l.Lock()
	defer l.Unlock()
	var names []string
	for name := range l.seen {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func listen() *listener {
	all := &listener{seen: map[string]bool{}}
	filter := marathon.EventIDApplications | marathon.EventIDDeploymentSuccess | marathon.EventIDDeploymentFailed |
		marathon.EventIDDeploymentInfo | marathon.EventIDGroupChangeSuccess | marathon.EventIDStreamAttached
	channel := must(client.AddEventsListener(filter))
	go func() {
		for event := range channel {
			all.Lock()
			all.seen[event.Name] = true
			all.Unlock()
		}
	}()
	return all
}

func main() {
	config := marathon.NewDefaultConfig()
	config.URL = os.Args[1]
	config.EventsTransport = marathon.EventsTransportSSE
	config.PollingWaitTime = 100 * time.Millisecond
	client = must(marathon.NewClient(config))
	seen := map[string]any{}
	events := listen()

	seen["ping"] = must(client.Ping())
	seen["leader"] = must(client.Leader())
	seen["framework"] = must(client.Info()).Name

	web := app("/go/web", "sleep 1000").Count(2).AddLabel("by", "go")
	seen["created"] = must(client.CreateApplication(web)).ID
	check(client.WaitOnApplication("/go/web", 40*time.Second))
	before := running(2)
	seen["listed"] = must(client.ListApplications(url.Values{"label": {"by==go"}}))
	got := must(client.ApplicationBy("/go/web", &marathon.GetAppOpts{Embed: []string{
		"app.tasks", "app.counts", "app.deployments", "app.readiness", "app.lastTaskFailure", "app.taskStats"}}))
	seen["embedded"] = []int{len(got.Tasks), got.TasksRunning, len(got.Deployments)}

	deploy(client.ScaleApplicationInstances("/go/web", 3, false))
	scaled := running(3)
	seen["keptByScale"] = common(before, scaled) == 2

	deploy(client.UpdateApplication(app("/go/web", "sleep 2000").Count(3), false))
	upgraded := running(3)
	seen["keptByUpgrade"] = common(scaled, upgraded)
	seen["upgradedTo"] = *must(client.Application("/go/web")).Cmd

	check(client.KillTasks(upgraded[:1], nil))
	until("another in its place", func() bool { return common(upgraded[:1], running(3)) == 0 })
	check(client.KillTasks(running(3)[:1], &marathon.KillTaskOpts{Scale: true}))
	seen["killedAndScaled"] = len(running(2))

	versions := must(client.ApplicationVersions("/go/web")).Versions
	first := versions[len(versions)-1]
	seen["firstVersion"] = *must(client.ApplicationByVersion("/go/web", first)).Cmd
	until("unlocked", func() bool { return len(must(client.ApplicationDeployments("/go/web"))) == 0 })
	deploy(client.SetApplicationVersion("/go/web", &marathon.ApplicationVersion{Version: first}))
	seen["rolledBackTo"] = *must(client.Application("/go/web")).Cmd
	deploy(client.RestartApplication("/go/web", false))

	group := marathon.NewApplicationGroup("/go/shop")
	group.App(app("/go/shop/db", "sleep 1000")).App(app("/go/shop/front", "sleep 1000").DependsOn("/go/shop/db"))
	check(client.CreateGroup(group))
	check(client.WaitOnGroup("/go/shop", 40*time.Second))
	ids := []string{}
	for _, each := range must(client.Group("/go/shop")).Apps {
		ids = append(ids, each.ID)
	}
	sort.Strings(ids)
	seen["group"] = ids
	seen["dependsOn"] = must(client.Application("/go/shop/front")).Dependencies

	_, err := client.CreateApplication(app("/go/big", "true").CPU(1000))
	check(err)
	until("queued", func() bool { return len(must(client.Queue()).Items) > 0 })
	queued := [][]any{}
	for _, item := range must(client.Queue()).Items {
		queued = append(queued, []any{item.Application.ID, item.Count})
	}
	seen["queued"] = queued
	deployments := must(client.Deployments())
	seen["deploying"] = deployments[0].AffectedApps
	check(client.DeleteQueueDelay("/go/big"))
	_, err = client.UpdateApplication(app("/go/big", "false"), false)
	seen["locked"] = err.(*marathon.APIError).ErrCode == marathon.ErrCodeAppLocked
	deploy(client.DeleteDeployment(deployments[0].ID, false))
	_, err = client.Application("/go/big")
	seen["afterCancel"] = err.(*marathon.APIError).ErrCode == marathon.ErrCodeNotFound

	deploy(client.DeleteGroup("/go", true))
	left := []string{}
	for _, id := range must(client.ListApplications(url.Values{"id": {"/go/"}})) {
		left = append(left, id)
	}
	seen["left"] = left
	until("the last event", func() bool { return events.seen["app_terminated_event"] })
	seen["events"] = events.names()
	fmt.Println(string(must(json.Marshal(seen))))
}
