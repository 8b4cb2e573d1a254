using System.Text.Json;
using Amazon.Runtime;
using FusionPortal.Aws.Access;
using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FusionPortal.Aws.Tests.Kit;

/// <summary>The scanner as the portal composes it, pointed at a stand-in and given a key of it.</summary>
public sealed class Scanner : IDisposable
{
    private readonly ServiceProvider _services;

    public Scanner(IEnumerable<KeyValuePair<string, string?>> settings, string keyId, string secret, TimeProvider? time = null)
    {
        // Later settings outrank earlier ones.
        var merged = new Dictionary<string, string?> { ["Aws:RetryDelay"] = "00:00:00.001" };
        foreach (var (name, value) in settings) merged[name] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(merged).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<ICallBudget, ProcessCallBudget>();
        services.AddFusionPortalAws(configuration);
        services.Replace(ServiceDescriptor.Singleton<BaseCredentials>(p =>
            new GivenCredentials(p.GetRequiredService<IOptions<AwsOptions>>(), new BasicAWSCredentials(keyId, secret))));
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public CountingMeter Meter { get; } = new();

    public IAccountDirectory Accounts => _services.GetRequiredService<IAccountDirectory>();

    public ITargetReader Reader => _services.GetRequiredService<ITargetReader>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task<List<ObservationPage>> ReadAsync(string accountId, string region, CancellationToken cancellationToken) =>
        ReadAsync(accountId, region, ScanTarget.Tagging, cancellationToken);

    public async Task<List<ObservationPage>> ReadAsync(string accountId, string region, string service, CancellationToken cancellationToken)
    {
        var pages = new List<ObservationPage>();
        await foreach (var page in Reader.ReadAsync(new ScanTarget(accountId, region, service), Meter, cancellationToken)) pages.Add(page);
        return pages;
    }

    /// <summary>What is read of one resource alone; null where it is gone, or where nothing is read of its kind.</summary>
    /// <exception cref="TargetFailedException">Nothing was obtained.</exception>
    public async Task<JsonElement?> FactsAsync(Observation resource, CancellationToken cancellationToken)
    {
        var reader = Get<IFactReader>();
        return reader.Passes.FirstOrDefault(p => p.Kind == resource.Kind) is not { } pass ? null : await reader.ReadAsync(
            pass, new DueResource(resource.Arn, resource.Name, resource.AccountId, resource.Region), Meter, cancellationToken);
    }

    public void Dispose() => _services.Dispose();

    private sealed class GivenCredentials(IOptions<AwsOptions> options, AWSCredentials credentials) : BaseCredentials(options)
    {
        public override Task<AWSCredentials> ResolveAsync() => Task.FromResult(credentials);
    }
}
