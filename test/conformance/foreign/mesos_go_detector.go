// Finds the leading master with the ZooKeeper detector of mesos-go, as mesos-dns does it, and prints it.
//
// usage: detector zk://host:port/path
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/mesos/mesos-go/api/v0/detector"
	"github.com/mesos/mesos-go/api/v0/detector/zoo"
	mesos "github.com/mesos/mesos-go/api/v0/mesosproto"
)

func main() {
	finder, err := zoo.NewMasterDetector(os.Args[1])
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	err = finder.Detect(detector.OnMasterChanged(func(info *mesos.MasterInfo) {
		if info == nil {
			return
		}
		fmt.Println("leader", info.GetAddress().GetIp(), info.GetAddress().GetPort(), info.GetPid())
		os.Exit(0)
	}))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	time.Sleep(30 * time.Second)
	os.Exit(2)
}
