using System.Net;
using FusionPortal.Simulator.Access;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Simulator;

/// <summary>How GetResources says that there is no further page. AWS documents null and has been seen to send an empty text.</summary>
public enum EndOfPages { Empty, Null, Absent }

/// <summary>What a simulator is to be.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Where to listen. Anything but the loopback address is for a container's own network.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>What there is.</summary>
    public required ISimulatedEstate Estate { get; init; }

    /// <summary>The one role that can be assumed, in every account.</summary>
    public string RoleName { get; init; } = "FusionPortalScanner";

    /// <summary>What AssumeRole must be given; null to ask for none.</summary>
    public string? ExternalId { get; init; } = "fusionportal-simulator";

    /// <summary>
    /// What the role may do: the JSON text of an IAM policy, of which Effect and Action are obeyed. Null allows everything. Organizations
    /// and STS are outside of it: the portal's own user calls them.
    /// </summary>
    public string? ScannerPolicy { get; init; }

    public EndOfPages EndOfPages { get; init; } = EndOfPages.Empty;

    /// <summary>AWS's tokens live for 15 minutes.</summary>
    public TimeSpan PaginationTokenLife { get; init; } = TimeSpan.FromMinutes(15);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The portal's own user, in the management account.</summary>
    public AccessKey PortalKey => new("SIMULATORPORTALKEY00", "simulator-only-portal-secret",
        new Principal(Estate.ManagementAccountId, $"arn:aws:iam::{Estate.ManagementAccountId}:user/fusionportal", "AIDASIMULATORPORTAL"));

    /// <summary>The management account's root user, to show that it is refused.</summary>
    public AccessKey RootKey => new("SIMULATORROOTKEY0000", "simulator-only-root-secret",
        new Principal(Estate.ManagementAccountId, $"arn:aws:iam::{Estate.ManagementAccountId}:root", Estate.ManagementAccountId));
}
